// What ECharts needs around it when there is no browser.
(function () {
  'use strict';

  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: measure(text, font) }; }
  });

  // Draws options, given as JSON, and returns the picture.
  return function (options, width, height, lang) {
    var parsed = JSON.parse(options);
    parsed.animation = false;
    var chart = echarts.init(null, null, {
      renderer: 'svg', ssr: true, width: width, height: height, locale: lang.toUpperCase()
    });
    try {
      chart.setOption(parsed);
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
})();
