// What ECharts needs around it when there is no browser.
(function () {
  'use strict';

  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: measure(text, font) }; }
  });

  // The virtual machine keeps, for every level of calls it ever went down to, the last
  // scope that stood there, and with it the whole last chart: some megabytes. Going
  // down once more, with scopes of nothing, lets go of it.
  function forget(depth) {
    return depth === 0 ? 0 : [0].map(function () { return forget(depth - 1); })[0];
  }

  // Draws options, given as JSON, and returns the picture. ECharts' own words are
  // in none: options bring all numbers, dates and names as text.
  function draw(options, width, height) {
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
  }

  return function (options, width, height) {
    var picture = draw(options, width, height);
    forget(100);
    return picture;
  };
})();
