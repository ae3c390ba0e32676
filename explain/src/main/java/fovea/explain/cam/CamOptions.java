package fovea.explain.cam;

import fovea.explain.attribution.Attribution.Reading;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Tensor;
import fovea.zoo.ensemble.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What all methods that look at a layer let choose.
 *
 * @param layer that is looked at; the last convolution by default
 * @param signed whether what speaks against the class is kept, below zero; not by default
 */
public record CamOptions(LayerChoice layer, boolean signed) {

  /** The last convolution, and only what speaks for the class. */
  public CamOptions() {
    this(LayerChoice.last(), false);
  }

  /** The same with another layer. */
  public CamOptions layer(LayerChoice layer) {
    return new CamOptions(layer, signed);
  }

  /** The same with what speaks against the class kept or not. */
  public CamOptions signed(boolean signed) {
    return new CamOptions(layer, signed);
  }

  /** How the numbers of such a map are to be read. */
  public Reading reading() {
    return signed ? Reading.SIGNED : Reading.POSITIVE;
  }

  /** The layer of {@code subject}. */
  FeatureLayer layer(ExplainedNetwork subject) {
    return layer.from(subject.layers());
  }

  /**
   * The layers of {@code subject} whose maps are added up: one; of an ensemble in which none is
   * named, the last one of each member that has convolutions.
   */
  List<FeatureLayer> layers(ExplainedNetwork subject) {
    if (subject.network() instanceof Ensemble(var members, _)
        && layer instanceof LayerChoice.Last) {
      List<FeatureLayer> last =
          IntStream.range(0, members.size())
              .mapToObj(i -> subject.layers().lastConvolution("members." + i))
              .flatMap(Optional::stream)
              .toList();
      return last.isEmpty() ? List.of(layer(subject)) : last;
    }
    return List.of(layer(subject));
  }

  /** What is shown of {@code map}. */
  Tensor shown(Tensor map) {
    return signed ? map : map.relu();
  }

  /** What is shown of one number. */
  double shown(double number) {
    return signed ? number : Math.max(0, number);
  }
}
