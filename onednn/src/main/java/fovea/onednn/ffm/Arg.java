package fovea.onednn.ffm;

/**
 * The role of a buffer in the execution of a primitive; {@code code} is the {@code DNNL_ARG_…} of
 * the C headers.
 */
public record Arg(int code) {
  public static final Arg SOURCE = new Arg(1);

  /** The second operand of a binary primitive. */
  public static final Arg SOURCE_1 = new Arg(2);

  public static final Arg DESTINATION = new Arg(17);
  public static final Arg WEIGHTS = new Arg(33);
  public static final Arg BIAS = new Arg(41);
  public static final Arg MEAN = new Arg(49);
  public static final Arg VARIANCE = new Arg(50);
  public static final Arg SCALE = new Arg(51);
  public static final Arg SHIFT = new Arg(52);
  public static final Arg WORKSPACE = new Arg(64);
  public static final Arg SCRATCHPAD = new Arg(80);
  public static final Arg SOURCE_GRADIENT = new Arg(129);
  public static final Arg DESTINATION_GRADIENT = new Arg(145);
  public static final Arg WEIGHTS_GRADIENT = new Arg(161);
  public static final Arg BIAS_GRADIENT = new Arg(169);
  public static final Arg SCALE_GRADIENT = new Arg(255);
  public static final Arg SHIFT_GRADIENT = new Arg(256);

  private static final int SEVERAL_SOURCES = 1024;
  private static final int POST_OP = 32768;

  /** Returns the role of one of the sources that a concatenation or a sum takes. */
  public static Arg source(int index) {
    return new Arg(SEVERAL_SOURCES + index);
  }

  /**
   * Returns the role of the operand of the post-operation {@code index}, counted from 0, a {@link
   * PostOp.Combine}.
   */
  public static Arg postOp(int index) {
    return new Arg(POST_OP * (index + 1) | SOURCE_1.code);
  }
}
