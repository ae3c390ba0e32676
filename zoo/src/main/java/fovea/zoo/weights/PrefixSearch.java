package fovea.zoo.weights;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.model.TensorNames;
import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.StateMapping;
import fovea.zoo.catalog.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Finds the tensors of a network in a file that has more before their names, such as {@code model.}
 * or {@code module.backbone.}, and perhaps more tensors beside them: those of a loss, of a copy
 * with averaged weights, of a head that stands outside. Where several prefixes fit, the one with
 * most tensors is meant, names as they are before any other; between equals it is up to the user.
 */
final class PrefixSearch {
  /** Of many tensors a few may look like a small network: one that is meant is a larger share. */
  private static final int SMALLEST_SHARE = 4;

  /** More than any network has tensors: what fits counts before what has only the name. */
  private static final int FIT = 1 << 16;

  private final WeightFile weights;
  private final NameSplits splits;

  PrefixSearch(WeightFile weights) {
    this.weights = weights;
    this.splits = new NameSplits(weights.tensors());
  }

  /**
   * A network that was found.
   *
   * @param match which one
   * @param weights its tensors, by its names
   */
  record Found(ArchitectureMatch match, WeightFile weights) {}

  /**
   * The network of the zoo that has exactly the tensors after one prefix, or all but its head's.
   *
   * @throws FoveaException if there are as many tensors after another one
   */
  Optional<Found> anyNetwork() {
    int all = size(weights);
    SequencedMap<String, Found> byPrefix = new LinkedHashMap<>();
    for (Architecture network : ArchitectureMatch.variants().toList()) {
      Classifier usual = network.create(network.defaults());
      SequencedMap<String, Shape> wanted = ArchitectureMatch.essential(StateDict.shapes(usual));
      long least = wanted.keySet().stream().filter(name -> !usual.inHead(name)).count();
      for (String prefix : splits.of(wanted.firstEntry().getKey()).keySet()) {
        if (splits.count(prefix) >= Math.max(least, all / SMALLEST_SHARE)
            && !byPrefix.containsKey(prefix)) {
          WeightFile inside = under(prefix, usual, Set.of());
          Optional<ArchitectureMatch> match =
              ArchitectureMatch.fitted(network, usual, inside.shapes());
          if (match.isPresent() && size(inside) == all) {
            return Optional.of(new Found(match.get(), inside));
          }
          if (match.isPresent() && size(inside) * SMALLEST_SHARE >= all) {
            byPrefix.put(prefix, new Found(match.get(), inside));
          }
        }
      }
    }
    WeightFile bare = without(byPrefix.keySet());
    if (!byPrefix.isEmpty() && size(bare) * SMALLEST_SHARE >= all) {
      ArchitectureMatch.of(bare.shapes()).ifPresent(own -> byPrefix.put("", new Found(own, bare)));
    }
    SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
    byPrefix.forEach((prefix, found) -> sizes.put(prefix, size(found.weights())));
    return largest(sizes).flatMap(prefix -> Optional.ofNullable(byPrefix.get(prefix)));
  }

  /**
   * The tensors of {@code network}, wherever most of them fit; all with the names that they have
   * where none fits better after a prefix.
   *
   * @throws FoveaException if there are as many tensors after another prefix
   */
  WeightFile of(Classifier network) {
    SequencedMap<String, Shape> wanted = ArchitectureMatch.essential(StateDict.shapes(network));
    SequencedMap<String, Integer> fits = new LinkedHashMap<>();
    SequencedMap<String, Integer> names = new LinkedHashMap<>();
    wanted.forEach(
        (name, shape) ->
            splits
                .of(name)
                .forEach(
                    (prefix, source) -> {
                      boolean fit = network.inHead(name) || shape.equals(shape(source));
                      names.merge(prefix, 1, Integer::sum);
                      fits.merge(prefix, fit ? 1 : 0, Integer::sum);
                    }));
    int enough = (wanted.size() + 1) / 2;
    names.keySet().removeIf(prefix -> !prefix.isEmpty() && !plausible(prefix, names, enough));
    SequencedMap<String, Integer> scores = new LinkedHashMap<>();
    names.forEach(
        (prefix, count) -> scores.put(prefix, fits.getOrDefault(prefix, 0) * FIT + count));
    String prefix = largest(scores).orElse("");
    Set<String> copies = new LinkedHashSet<>(scores.keySet());
    copies.removeIf(other -> names.getOrDefault(other, 0) < enough || other.equals(prefix));
    return under(prefix, network, copies);
  }

  private boolean plausible(String prefix, Map<String, Integer> names, int enough) {
    return names.getOrDefault(prefix, 0) >= enough
        || weights.tensors().stream().allMatch(tensor -> tensor.to().startsWith(prefix));
  }

  private static Shape shape(StateMapping.Source source) {
    return source.value().type().shape();
  }

  /**
   * What begins with {@code prefix}, less that, and not with one of {@code copies}, which are
   * longer; and the network's head, if that stands outside under its own name.
   */
  private WeightFile under(String prefix, Classifier network, Set<String> copies) {
    List<String> longer = copies.stream().filter(copy -> copy.startsWith(prefix)).toList();
    boolean headed = splits.of(network.headPath() + ".weight").containsKey(prefix);
    return weights
        .keep(
            source -> {
              String name = source.to();
              if (longer.stream().anyMatch(name::startsWith)) {
                return "";
              }
              if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
              }
              return !headed && Parameters.isInside(name, network.headPath()) ? name : "";
            })
        .off(prefix);
  }

  private WeightFile without(Set<String> prefixes) {
    return weights.keep(
        source -> prefixes.stream().anyMatch(source.to()::startsWith) ? "" : source.to());
  }

  private static int size(WeightFile weights) {
    return ArchitectureMatch.essential(weights.shapes()).size();
  }

  /** The prefix with the largest number; the empty one is before its equals. */
  private Optional<String> largest(SequencedMap<String, Integer> numbers) {
    int most = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> best = new ArrayList<>(numbers.keySet());
    best.removeIf(prefix -> numbers.getOrDefault(prefix, 0) < most);
    if (best.size() < 2 || best.contains("")) {
      return best.contains("") ? Optional.of("") : best.stream().findFirst();
    }
    List<String> shown =
        best.stream().map(prefix -> TensorNames.shown(weights.prefix() + prefix)).toList();
    throw FoveaException.here(
        "expected the weights of one network, found such that fit as well after each of "
            + String.join(", ", shown),
        "say which are meant by their prefix, such as --prefix " + shown.getFirst());
  }
}
