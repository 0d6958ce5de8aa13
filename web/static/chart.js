// Live charts: lays a chart that answers the pointer over each picture of a
// figure, once it comes into view. The picture is complete without it, and stays
// where anything fails.
//
//   <figure data-chart="…">
//     <div class="drawing chart-wide"><svg …>…</svg><script type="application/json">…</script></div>
//     <div class="drawing chart-narrow">…</div>
//   </figure>
//
// A figure has a drawing for each width; the stylesheet shows one of them, and
// only what is shown is made live, so turning a phone needs nothing else. Colours
// follow the stylesheet (charts.css) by themselves, also when the reader's scheme
// changes. Nothing is animated: the picture is there already. Tooltips are drawn
// as text in the chart, never as HTML, and the script sets no style attribute, so
// the page's security policy holds.
(function () {
  'use strict';

  var self = document.currentScript;
  var drawings = document.querySelectorAll('figure[data-chart] .drawing');
  if (!self || !drawings.length || !window.IntersectionObserver || !window.ResizeObserver) return;

  // The chart library lies beside this script and is fetched once, when needed.
  var library = null;
  function load() {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = new URL('echarts.min.js', self.src).href;
      script.onload = function () { measureInPageFont(window.echarts); resolve(window.echarts); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return library;
  }

  // Texts are drawn in the page's font (charts.css), so they are measured in it.
  function measureInPageFont(echarts) {
    var family = getComputedStyle(document.body).fontFamily;
    var context = document.createElement('canvas').getContext('2d');
    echarts.setPlatformAPI({
      measureText: function (text, font) {
        context.font = String(font || '12px').replace(/(px).*$/, '$1 ') + family;
        return context.measureText(text);
      }
    });
  }

  // Draws the chart at the size that its options are laid out for, and scales it
  // to the picture beneath.
  function enliven(drawing, echarts) {
    var picture = drawing.querySelector('svg');
    var options = JSON.parse(drawing.querySelector('script[type="application/json"]').textContent);
    var size = picture.viewBox.baseVal;
    var live = document.createElement('div');
    live.className = 'live';
    live.setAttribute('aria-hidden', 'true'); // the picture beneath has the words
    live.style.width = size.width + 'px';
    live.style.height = size.height + 'px';
    drawing.appendChild(live);
    var chart;
    try {
      chart = echarts.init(live, null, { renderer: 'svg', width: size.width, height: size.height });
      options.animation = false;
      options.tooltip.formatter = function (item) { return item.name; };
      chart.setOption(options);
    } catch (error) {
      if (chart) chart.dispose();
      live.remove();
      throw error;
    }
    function fit() {
      var width = picture.getBoundingClientRect().width;
      if (width) live.style.transform = 'scale(' + width / size.width + ')';
    }
    new ResizeObserver(fit).observe(picture);
    fit();
    drawing.classList.add('is-live');
  }

  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      seen.unobserve(entry.target);
      load().then(function (echarts) { enliven(entry.target, echarts); }).catch(function () {
        // The picture stays: it says the same.
      });
    });
  }, { rootMargin: '200px' });

  drawings.forEach(function (drawing) { seen.observe(drawing); });
})();
