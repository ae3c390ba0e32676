/** Pictures, charts and pages that reports are made of. */
module fovea.report {
  requires static org.jspecify;
  requires java.desktop;
  requires transitive fovea.error;

  exports fovea.report.chart;
  exports fovea.report.color;
  exports fovea.report.figure;
  exports fovea.report.picture;
  exports fovea.report.text;
}
