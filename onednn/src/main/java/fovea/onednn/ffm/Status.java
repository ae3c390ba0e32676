package fovea.onednn.ffm;

import java.util.Locale;

/** What a call into oneDNN returns, in the order of {@code dnnl_status_t}. */
public enum Status {
  SUCCESS,
  OUT_OF_MEMORY,
  INVALID_ARGUMENTS,
  /** No implementation takes this combination of shapes, types and layouts. */
  UNIMPLEMENTED,
  LAST_IMPL_REACHED,
  RUNTIME_ERROR,
  NOT_REQUIRED,
  INVALID_GRAPH,
  INVALID_GRAPH_OP,
  INVALID_SHAPE,
  INVALID_DATA_TYPE,
  UNKNOWN;

  static Status of(long result) {
    int code = (int) result;
    Status[] known = values();
    return code >= 0 && code < known.length ? known[code] : UNKNOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
