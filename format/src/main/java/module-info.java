/** Readers and writers of model files: bytes in, named arrays out. */
module fovea.format {
  requires static org.jspecify;
}
