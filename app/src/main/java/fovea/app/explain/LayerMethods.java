package fovea.app.explain;

import java.util.List;

/** Methods that show what the layers of a network make of a picture, and what they look for. */
final class LayerMethods {

  private LayerMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of();
  }
}
