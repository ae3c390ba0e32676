/** Pictures, charts and pages that reports are made of. */
module fovea.report {
  requires static org.jspecify;
  requires java.desktop;
  requires transitive fovea.error;
}
