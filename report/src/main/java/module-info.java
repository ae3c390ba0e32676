/** Pictures, charts and pages that reports are made of. */
// jte has a name in its manifest, no descriptor.
@SuppressWarnings("requires-automatic")
module fovea.report {
  requires static org.jspecify;
  // An annotation that jte gives the templates, which is in no class file.
  requires static java.compiler;
  requires java.desktop;
  requires fovea.format;
  requires gg.jte.runtime;
  requires transitive fovea.error;

  exports fovea.report.chart;
  exports fovea.report.color;
  exports fovea.report.figure;
  exports fovea.report.page;
  exports fovea.report.picture;
  exports fovea.report.text;
}
