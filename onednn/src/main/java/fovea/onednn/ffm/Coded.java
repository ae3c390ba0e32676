package fovea.onednn.ffm;

/** A constant of oneDNN's C API. */
public interface Coded {
  /** Returns the value in the C headers. */
  int code();
}
