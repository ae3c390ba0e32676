/**
 * Files that hold named arrays and their metadata: bytes in, arrays out, and back; event files and
 * PNG files, too.
 *
 * <p>Knows no other module but {@code fovea.error}. Every reader checks sizes, offsets and nesting
 * before it trusts a file.
 */
module fovea.format {
  requires static org.jspecify;
  requires transitive fovea.error;

  exports fovea.format;
  exports fovea.format.event;
  exports fovea.format.torch;
  exports fovea.format.onnx;
  exports fovea.format.png;
}
