package fovea.explain.feature;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.ReceptiveField;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.inspect.ReceptiveFields;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the layers of a network make of a picture, from the first to the last.
 *
 * @param stages in order of computation
 */
public record Hierarchy(List<Stage> stages) {

  /** Stages that {@link #of(ExplainedNetwork, HostBuffer)} shows. */
  public static final int STAGES = 8;

  /** Copies the list. */
  public Hierarchy {
    stages = List.copyOf(stages);
  }

  /**
   * One of the layers.
   *
   * @param maps of its units
   * @param field what one value of it depends on, in pixels of the network's input
   */
  public record Stage(FeatureMaps maps, ReceptiveField field) {}

  /**
   * At most {@link #STAGES} of the network's convolutions, evenly from the first to the last, each
   * with the norm, the activation and the shortcut that follow it.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @throws FoveaException if the network has no convolution, or the picture does not fit it
   */
  public static Hierarchy of(ExplainedNetwork subject, HostBuffer picture) {
    return of(subject, evenly(subject.layers().requireConvolutions(), STAGES), picture);
  }

  /**
   * The given layers.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @throws FoveaException if the picture does not fit the network
   */
  public static Hierarchy of(
      ExplainedNetwork subject, List<FeatureLayer> layers, HostBuffer picture) {
    ReceptiveFields fields = ReceptiveFields.of(subject.network(), subject.input(1));
    return new Hierarchy(
        FeatureExtractor.of(subject, layers).of(picture).stream()
            .map(maps -> new Stage(maps, fields.at(maps.layer().name())))
            .toList());
  }

  /** {@code count} of all, the first and the last among them, or all if there are fewer. */
  public static <T> List<T> evenly(List<T> all, int count) {
    int last = all.size() - 1;
    int chosen = Math.min(count, all.size());
    return IntStream.range(0, chosen)
        .map(i -> chosen == 1 ? last : (int) Math.round((double) i * last / (chosen - 1)))
        .mapToObj(all::get)
        .toList();
  }
}
