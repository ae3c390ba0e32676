package fovea.nn;

import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a layer consists of, in the order of declaration: a walk over the components of records,
 * lists, arrays, optionals and maps. Shared parts are listed in each of their places. Nothing else
 * may hold a parameter, else it would be neither trained nor saved.
 */
final class LayerWalk {
  private final List<Part<Network>> layers = new ArrayList<>();
  private final List<Part<Param>> params = new ArrayList<>();
  private final List<Part<State>> states = new ArrayList<>();
  private final List<Part<Cell>> cells = new ArrayList<>();
  private final Map<String, Cell> names = new HashMap<>();
  private final List<Part<Object>> others = new ArrayList<>();
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

  private LayerWalk() {}

  /** A part and where it was found. */
  record Part<T>(String path, T value) {}

  /**
   * Everything inside of {@code root}, with paths that start with {@code path}.
   *
   * @throws FoveaException if a component of a layer hides parameters, or cannot be looked into
   */
  static LayerWalk of(Network root, String path) {
    LayerWalk walk = new LayerWalk();
    walk.visitLayer(path, root);
    walk.refuse(
        walk.others,
        "put it into a record, a List, an array, an Optional or a Map by names, so that it is"
            + " found");
    return walk;
  }

  /** The root and all layers inside of it, outer before inner. */
  List<Part<Network>> layers() {
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

  /** Gives all parameters and states their names, if they have none. */
  void name() {
    boolean network = layers.size() > 1 || layers.getFirst().value() instanceof Classifier;
    for (Part<Cell> part : cells) {
      part.value().bind(part.path(), network);
    }
  }

  /**
   * Requires that layers that are no records hide nothing: they can be applied, but not trained.
   */
  void requireRecords() {
    List<Part<Object>> opaque = new ArrayList<>();
    for (Part<Network> part : layers) {
      if (!part.value().getClass().isRecord()) {
        opaque.add(new Part<>(part.path(), part.value()));
      }
    }
    refuse(opaque, "make it a record, so that they are found");
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
      case Network layer -> visitLayer(path, layer);
      case Param param when param.isNone() -> {}
      case Param param -> {
        params.add(new Part<>(path, param));
        visitCell(path, param.cell());
      }
      case State state -> {
        states.add(new Part<>(path, state));
        visitCell(path, state.cell());
      }
      case Optional<?> optional -> optional.ifPresent(inner -> visit(path, inner));
      case List<?> list -> enter(path, list, () -> visitAll(path, list));
      case Object[] array -> enter(path, array, () -> visitAll(path, Arrays.asList(array)));
      case Map<?, ?> map -> enter(path, map, () -> visitMap(path, map));
      case Record record -> visitComponents(path, record);
      case null -> {}
      default -> others.add(new Part<>(path, value));
    }
  }

  private void visitLayer(String path, Network layer) {
    layers.add(new Part<>(path, layer));
    if (layer instanceof Record record) {
      visitComponents(path, record);
    }
  }

  private void visitComponents(String path, Record record) {
    List<LayerComponent> components = LayerComponent.of(record.getClass());
    if (!components.isEmpty()) {
      enter(
          path,
          record,
          () -> {
            for (LayerComponent component : components) {
              visit(join(path, component.name()), component.read(path, record));
            }
          });
    }
  }

  private void visitAll(String path, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      visit(join(path, String.valueOf(i)), list.get(i));
    }
  }

  /** In the order of the map, or by names if it has none: a run must repeat. */
  private void visitMap(String path, Map<?, ?> map) {
    if (!map.keySet().stream().allMatch(LayerWalk::isName)) {
      others.add(new Part<>(path, map));
      return;
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (!(map instanceof SequencedMap) && !(map instanceof EnumMap)) {
      entries.sort(Comparator.comparing(entry -> name(entry.getKey())));
    }
    entries.forEach(entry -> visit(join(path, name(entry.getKey())), entry.getValue()));
  }

  private static boolean isName(Object key) {
    return key instanceof String || key instanceof Number || key instanceof Enum;
  }

  private static String name(Object key) {
    return key instanceof Enum<?> constant ? constant.name() : key.toString();
  }

  private void visitCell(String path, Cell cell) {
    cells.add(new Part<>(path, cell));
    Cell other = names.putIfAbsent(path, cell);
    if (other != null && other != cell) {
      throw FoveaException.at(
          path,
          "two parameters have this name, so that one of them would be lost",
          "give one of them another name, by its component, its key or @Named");
    }
  }

  private void enter(String path, Object container, Runnable walk) {
    if (!around.add(container)) {
      throw FoveaException.at(
          path, "the layer contains itself", "let it hold only layers that do not hold it");
    }
    walk.run();
    around.remove(container);
  }

  /** Refuses the first of {@code suspects} with parameters that have not been found. */
  private void refuse(List<Part<Object>> suspects, String advice) {
    if (suspects.isEmpty()) {
      return;
    }
    Set<Cell> found = new HashSet<>(names.values());
    for (Part<Object> part : suspects) {
      Optional<String> problem = HiddenParts.of(part.path(), part.value()).problem(found);
      if (problem.isPresent()) {
        throw FoveaException.at(part.path(), described(part.value()) + " " + problem.get(), advice);
      }
    }
  }

  private static String described(Object value) {
    Class<?> type = value.getClass();
    String kind = type.isHidden() ? "a lambda" : "an object of " + type.getName();
    return value instanceof Network ? "the layer, " + kind + "," : kind;
  }
}
