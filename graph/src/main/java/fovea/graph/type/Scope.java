package fovea.graph.type;

import java.util.function.Supplier;

/** Path of the layer whose forward pass is running: names nodes in plans and places in errors. */
public final class Scope {
  private static final ScopedValue<String> PATH = ScopedValue.newInstance();

  private Scope() {}

  /** Dotted path of the running layer, such as {@code layer1.0.conv1}; empty outside of layers. */
  public static String path() {
    return PATH.isBound() ? PATH.get() : "";
  }

  /** Runs {@code body} under {@code path}, which replaces the one around it. */
  public static <T> T within(String path, Supplier<T> body) {
    return ScopedValue.where(PATH, path).call(body::get);
  }
}
