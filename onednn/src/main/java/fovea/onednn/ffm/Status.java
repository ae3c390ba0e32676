package fovea.onednn.ffm;

import java.util.Locale;

/** What a call into oneDNN returns: {@code dnnl_status_t}. */
public enum Status {
  SUCCESS(0),
  OUT_OF_MEMORY(1),
  INVALID_ARGUMENTS(2),
  /** No implementation takes this combination of shapes, types and layouts. */
  UNIMPLEMENTED(3),
  LAST_IMPL_REACHED(4),
  RUNTIME_ERROR(5),
  NOT_REQUIRED(6),
  INVALID_GRAPH(7),
  INVALID_GRAPH_OP(8),
  INVALID_SHAPE(9),
  INVALID_DATA_TYPE(10),
  UNKNOWN(-1);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  static Status of(long result) {
    for (Status status : values()) {
      if (status.code == (int) result) {
        return status;
      }
    }
    return UNKNOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
