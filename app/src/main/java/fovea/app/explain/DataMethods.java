package fovea.app.explain;

import java.util.List;

/** Methods that look at all pictures of a data set. */
final class DataMethods {

  private DataMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of();
  }
}
