// What ECharts needs around it when there is no browser.
(function () {
  'use strict';

  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: measure(text, font) }; }
  });

  // Draws options, given as JSON, and returns the picture. ECharts' own words are
  // in none: options bring all numbers, dates and names as text.
  return function (options, width, height) {
    var parsed = JSON.parse(options);
    parsed.animation = false;
    var chart = echarts.init(null, null, {
      renderer: 'svg', ssr: true, width: width, height: height
    });
    try {
      chart.setOption(parsed);
      // Styles for the pointer and for animation are no use in a picture.
      return chart.renderToSVGString({ cssEmphasis: false, cssAnimation: false });
    } finally {
      chart.dispose();
    }
  };
})();
