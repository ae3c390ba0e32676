package fovea.nn;

import fovea.graph.FoveaException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a layer consists of, in the order of declaration: a walk over the components of records.
 * Shared parts are listed in each of their places.
 */
final class LayerWalk {
  // Looking at a class by reflection is slow; each is met thousands of times.
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
      };

  private static final ClassValue<Boolean> HIDING =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Arrays.stream(type.getDeclaredFields()).anyMatch(LayerWalk::holds);
        }
      };

  private final List<Part<Layer>> layers = new ArrayList<>();
  private final List<Part<Param>> params = new ArrayList<>();
  private final List<Part<State>> states = new ArrayList<>();
  private final List<Part<Cell>> cells = new ArrayList<>();
  private final List<Part<Layer>> opaque = new ArrayList<>();

  private LayerWalk() {}

  /** A part and where it was found. */
  record Part<T>(String path, T value) {}

  /** A component of a record under its published name. */
  private record Component(String name, Method accessor) {

    static Component of(RecordComponent component) {
      Named named = component.getAnnotation(Named.class);
      return new Component(
          named == null ? component.getName() : named.value(), component.getAccessor());
    }
  }

  /** Everything inside of {@code root}, with paths that start with {@code path}. */
  static LayerWalk of(Layer root, String path) {
    LayerWalk walk = new LayerWalk();
    walk.visitLayer(path, root);
    return walk;
  }

  /** The root and all layers inside of it, outer before inner. */
  List<Part<Layer>> layers() {
    return layers;
  }

  /** The parameters that are present. */
  List<Part<Param>> params() {
    return params;
  }

  /** The running statistics and counters. */
  List<Part<State>> states() {
    return states;
  }

  /** What parameters and states keep their values in. */
  List<Part<Cell>> cells() {
    return cells;
  }

  /** Layers that are no records, but hold parameters or layers where no walk finds them. */
  List<Part<Layer>> opaque() {
    return opaque;
  }

  /** {@code name} inside of {@code path}; either may be empty. */
  static String join(String path, String name) {
    return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
  }

  /** Whether {@code path} is {@code outer} or lies inside of it; everything lies in the root. */
  static boolean inside(String path, String outer) {
    return outer.isEmpty() || path.equals(outer) || path.startsWith(outer + ".");
  }

  private void visit(String path, Object value) {
    switch (value) {
      case Layer layer -> visitLayer(path, layer);
      case Param param when param.isNone() -> {}
      case Param param -> {
        params.add(new Part<>(path, param));
        cells.add(new Part<>(path, param.cell()));
      }
      case State state -> {
        states.add(new Part<>(path, state));
        cells.add(new Part<>(path, state.cell()));
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          visit(join(path, String.valueOf(i)), list.get(i));
        }
      }
      case Map<?, ?> map ->
          map.forEach((name, inner) -> visit(join(path, String.valueOf(name)), inner));
      case null, default -> {}
    }
  }

  private void visitLayer(String path, Layer layer) {
    layers.add(new Part<>(path, layer));
    if (layer.getClass().isRecord()) {
      for (Component component : COMPONENTS.get(layer.getClass())) {
        visit(join(path, component.name()), read(path, layer, component.accessor()));
      }
    } else if (HIDING.get(layer.getClass())) {
      opaque.add(new Part<>(path, layer));
    }
  }

  private static boolean holds(Field field) {
    Class<?> type = field.getType();
    return Layer.class.isAssignableFrom(type) || type == Param.class || type == State.class;
  }

  private static Object read(String path, Layer layer, Method accessor) {
    Class<?> type = layer.getClass();
    if (!accessor.trySetAccessible()) {
      throw FoveaException.at(
          path,
          "the layer " + type.getName() + " cannot be looked into",
          "add \"opens "
              + type.getPackageName()
              + " to fovea.nn;\" to the module-info.java of "
              + type.getModule().getName());
    }
    try {
      return accessor.invoke(layer);
    } catch (ReflectiveOperationException e) {
      throw FoveaException.at(
          path,
          type.getName() + "." + accessor.getName() + "() failed",
          "let it return the component",
          e);
    }
  }
}
