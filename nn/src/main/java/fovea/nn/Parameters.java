package fovea.nn;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters and states of a layer by name, in order of declaration. Names are paths from that
 * layer, such as {@code layer1.0.conv1.weight}; a shared one is listed once, under its first name.
 */
public final class Parameters {
  /** The first part of a path, with its place in a list if it has one. */
  private static final Pattern BLOCK = Pattern.compile("^([^.]+(?:\\.\\d+)?)\\..*");

  private Parameters() {}

  /**
   * All parameters.
   *
   * @throws FoveaException if a layer hides parameters from the walk, or cannot be looked into
   */
  public static SequencedMap<String, Param> of(Network layer) {
    return named(walk(layer).params());
  }

  /**
   * All running statistics and counters.
   *
   * @throws FoveaException as {@link #of}
   */
  public static SequencedMap<String, State> states(Network layer) {
    return named(walk(layer).states());
  }

  /**
   * The layer itself, under the empty path, and all layers inside of it by path, outer before
   * inner; a shared one stands in each of its places.
   *
   * @throws FoveaException if a component of a layer hides parameters, or cannot be looked into
   */
  public static SequencedMap<String, Network> layers(Network layer) {
    SequencedMap<String, Network> layers = new LinkedHashMap<>();
    LayerWalk.of(layer, "").layers().forEach(part -> layers.put(part.path(), part.value()));
    return layers;
  }

  /** Whether {@code name} is that of the layer or parameter at {@code path}, or inside of it. */
  public static boolean isInside(String name, String path) {
    return LayerWalk.inside(name, path);
  }

  /**
   * Paths of the blocks that have parameters, first to last: the parts of a network, and those of
   * its lists and sequences, such as {@code conv1}, {@code layer1.0} and {@code features.3}. Each
   * is a place to {@linkplain #freezeTo freeze to}.
   *
   * @throws FoveaException as {@link #of}
   */
  public static List<String> blocks(Network layer) {
    return of(layer).keySet().stream()
        .map(name -> BLOCK.matcher(name).replaceFirst("$1"))
        .distinct()
        .toList();
  }

  /** Number of elements of all parameters; states do not count. */
  public static long count(Network layer) {
    return of(layer).values().stream().mapToLong(param -> param.shape().elements()).sum();
  }

  /**
   * Gives every parameter and state its first value for {@code seed}, whatever it has been before.
   * Each follows from the seed and its own name, so that another layer more or less changes no
   * other; two layers of one kind that are initialized by themselves with one seed are equal.
   */
  public static void initialize(Network layer, long seed) {
    named(walk(layer).cells()).forEach((name, cell) -> cell.initialize(name, seed));
  }

  /**
   * As {@link #initialize(Network, long)}, but for the parameters that {@code rules} are for: these
   * get the values of the last rule that is for them.
   *
   * @throws FoveaException if a rule is for no parameter, or does not fit the one that it names
   */
  public static void initialize(Network layer, long seed, List<InitRule> rules) {
    Map<String, Init> chosen = ChosenInits.of(of(layer), rules);
    named(walk(layer).cells())
        .forEach(
            (name, cell) -> {
              if (chosen.containsKey(name)) {
                cell.initialize(name, seed, chosen.get(name));
              } else {
                cell.initialize(name, seed);
              }
            });
  }

  /**
   * As {@link #initialize(Network, long)}, but for the sub-layer at {@code path} alone, such as the
   * new head of a pretrained network.
   *
   * @throws FoveaException if there are no parameters at {@code path}
   */
  public static void initialize(Network layer, String path, long seed) {
    List<LayerWalk.Part<Cell>> all = walk(layer).cells();
    Set<Cell> chosen = new HashSet<>(at(all, path).stream().map(LayerWalk.Part::value).toList());
    named(all)
        .forEach(
            (name, cell) -> {
              if (chosen.contains(cell)) {
                cell.initialize(name, seed);
              }
            });
  }

  /** Keeps training from changing the parameters of the sub-layer at {@code path}; "" is all. */
  public static void freeze(Network layer, String path) {
    trainable(layer, path, false);
  }

  /**
   * Freezes all parameters up to those of the sub-layer at {@code path}, and these, in order of
   * declaration: the early layers of a network, which see what all pictures have in common.
   *
   * @throws FoveaException if there are no parameters at {@code path}
   */
  public static void freezeTo(Network layer, String path) {
    List<LayerWalk.Part<Param>> all = walk(layer).params();
    LayerWalk.Part<Param> last = at(all, path).getLast();
    all.subList(0, all.indexOf(last) + 1).forEach(part -> part.value().cell().setTrainable(false));
  }

  /** Lets training change the parameters of the sub-layer at {@code path} again; "" is all. */
  public static void unfreeze(Network layer, String path) {
    trainable(layer, path, true);
  }

  /**
   * Converts all parameters and floating states to another element type.
   *
   * @throws FoveaException if that is no floating type
   */
  public static void cast(Network layer, DType dtype) {
    if (!dtype.floating()) {
      throw FoveaException.here("a cast of parameters to " + dtype, "use a floating type");
    }
    named(walk(layer).cells()).values().stream()
        .filter(cell -> cell.type().dtype().floating())
        .forEach(cell -> cell.cast(dtype));
  }

  private static void trainable(Network layer, String path, boolean trainable) {
    at(walk(layer).params(), path).forEach(part -> part.value().cell().setTrainable(trainable));
  }

  /**
   * What stands inside of the sub-layer at {@code path}, also if it is shared with another one;
   * there must be something.
   */
  private static <T> List<LayerWalk.Part<T>> at(List<LayerWalk.Part<T>> all, String path) {
    List<LayerWalk.Part<T>> chosen =
        all.stream().filter(part -> LayerWalk.inside(part.path(), path)).toList();
    if (chosen.isEmpty()) {
      throw FoveaException.at(
          path, "no parameters are found there", "use a path such as " + example(all));
    }
    return chosen;
  }

  private static String example(List<? extends LayerWalk.Part<?>> all) {
    String name = all.isEmpty() ? "" : all.getFirst().path();
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  /** Everything inside of {@code layer}, which must hide nothing; variables get their names. */
  static LayerWalk walk(Network layer) {
    LayerWalk walk = LayerWalk.of(layer, "");
    walk.requireRecords();
    walk.name();
    return walk;
  }

  static <T> SequencedMap<String, T> named(List<LayerWalk.Part<T>> parts) {
    Set<T> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    SequencedMap<String, T> named = new LinkedHashMap<>();
    for (LayerWalk.Part<T> part : parts) {
      if (seen.add(part.value())) {
        named.put(part.path(), part.value());
      }
    }
    return named;
  }
}
