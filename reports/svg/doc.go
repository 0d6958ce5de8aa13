// Package svg draws charts without a browser: the options of a [chart.Chart]
// become an SVG picture in an embedded ECharts, and an SVG picture becomes
// drawing calls on a [Canvas], of which the one here paints PNG and the one in
// reports/pdf writes vectors.
//
// It decides nothing about what a chart shows, fetches nothing, and runs no
// script but the chart library in the binary.
package svg
