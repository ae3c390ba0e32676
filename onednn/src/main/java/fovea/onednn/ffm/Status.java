package fovea.onednn.ffm;

import java.util.Locale;

/** What a call into oneDNN returns: {@code dnnl_status_t}. */
public enum Status {
  SUCCESS(0, "it succeeded"),
  OUT_OF_MEMORY(1, "there is not enough memory"),
  INVALID_ARGUMENTS(2, "an argument is not valid"),
  /** No implementation takes this combination of shapes, types and layouts. */
  UNIMPLEMENTED(3, "no implementation takes these shapes, types and layouts"),
  LAST_IMPL_REACHED(4, "there are no more implementations"),
  RUNTIME_ERROR(5, "the primitive failed while it ran"),
  NOT_REQUIRED(6, "there is nothing to do"),
  INVALID_GRAPH(7, "the graph is not valid"),
  INVALID_GRAPH_OP(8, "an operation of the graph is not valid"),
  INVALID_SHAPE(9, "a shape is not valid"),
  INVALID_DATA_TYPE(10, "an element type is not valid"),
  /** One that this version of the binding does not know. */
  UNKNOWN(-1, "the status is unknown");

  private final int code;
  private final String text;

  Status(int code, String text) {
    this.code = code;
    this.text = text;
  }

  static Status of(long result) {
    for (Status status : values()) {
      if (status.code == (int) result) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** Returns what it means, in words. */
  public String text() {
    return text;
  }

  /** Returns the name as in oneDNN's documentation, such as {@code dnnl_out_of_memory}. */
  @Override
  public String toString() {
    return "dnnl_" + name().toLowerCase(Locale.ROOT);
  }
}
