package fovea.report.chart;

/** Width and height of a chart, in units of its figure. */
public record ChartSize(double width, double height) {}
