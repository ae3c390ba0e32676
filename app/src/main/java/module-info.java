/** The command line: the only module that prints and parses arguments. */
module fovea.app {
  requires static org.jspecify;
  requires fovea.zoo;
  requires info.picocli;
}
