package fovea.onednn.ffm;

import java.util.Locale;

/** Direction and purpose of a primitive. */
public enum Propagation implements Coded {
  /** Forward, keeping what the backward pass needs. */
  TRAINING(64),
  /** Forward only. */
  INFERENCE(96),
  /** Gradients of all arguments. */
  BACKWARD(128),
  /** Gradient of the source alone. */
  BACKWARD_DATA(160);

  private final int code;

  Propagation(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
