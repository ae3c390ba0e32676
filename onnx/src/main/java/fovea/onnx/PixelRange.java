package fovea.onnx;

/** The values of pictures that a graph takes, as far as its first operators tell. */
public enum PixelRange {
  /** From 0 to 255: the graph scales them itself, or takes bytes. */
  BYTES,
  /** From 0 to 1: the graph takes a mean from them, or stretches them. */
  UNIT,
  /** The graph does not tell. */
  OPEN
}
