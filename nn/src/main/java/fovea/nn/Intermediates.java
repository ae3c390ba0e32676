package fovea.nn;

import fovea.graph.FoveaException;
import fovea.graph.Scope;
import fovea.graph.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What chosen layers give on the way through a network, as a function of the input: the results by
 * path, in the order of the paths. Of a layer that is applied several times in one place, the last
 * result. Only what is asked for is computed.
 *
 * @param network any layer
 * @param paths of layers inside of it, such as {@code layer3.0.conv1}; "" is its output
 */
public record Intermediates(Layer network, List<String> paths)
    implements Function<Tensor, SequencedMap<String, Tensor>> {

  /**
   * Checks the paths.
   *
   * @throws FoveaException if there is no layer at one of them
   */
  public Intermediates {
    paths = List.copyOf(paths);
    List<String> known =
        LayerWalk.of(network, "").layers().stream().map(LayerWalk.Part::path).toList();
    for (String path : paths) {
      if (!known.contains(path)) {
        throw FoveaException.at(
            path, "there is no layer at this path", "use one such as " + example(known));
      }
    }
  }

  /** The results of the layers at {@code paths}. */
  public static Intermediates of(Layer network, String... paths) {
    return new Intermediates(network, List.of(paths));
  }

  /**
   * The results for {@code x}.
   *
   * @throws FoveaException if {@code x} does not fit, or the network does not apply a layer
   */
  @Override
  public SequencedMap<String, Tensor> apply(Tensor x) {
    Map<String, Tensor> all = ForwardPass.results(network, x);
    SequencedMap<String, Tensor> chosen = new LinkedHashMap<>();
    for (String path : paths) {
      Tensor result = all.get(LayerWalk.join(Scope.path(), path));
      if (result == null) {
        throw FoveaException.at(
            path, "the network does not apply this layer as a whole", "ask for one inside of it");
      }
      chosen.put(path, result);
    }
    return Collections.unmodifiableSequencedMap(chosen);
  }

  private static String example(List<String> known) {
    return known.stream().filter(path -> !path.isEmpty()).findFirst().orElse("\"\", the output");
  }
}
