package fovea.explain.feature;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.List;

/** Gives the feature maps of some layers for one picture after the other, by one plan. */
public final class FeatureExtractor {
  private final ExplainedNetwork subject;
  private final List<FeatureLayer> layers;
  private final Compiled compiled;

  private FeatureExtractor(ExplainedNetwork subject, List<FeatureLayer> layers) {
    this.subject = subject;
    this.layers = List.copyOf(layers);
    this.compiled = subject.compile(this::values);
  }

  /** An extractor of the maps of {@code layers}. */
  public static FeatureExtractor of(ExplainedNetwork subject, List<FeatureLayer> layers) {
    return new FeatureExtractor(subject, layers);
  }

  private List<Tensor> values(List<Tensor> in) {
    ForwardPass pass = ForwardPass.of(subject.network(), in.getFirst());
    return layers.stream().map(layer -> pass.at(layer.name())).toList();
  }

  /**
   * The maps of all layers, in their order.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @throws FoveaException if it is not one picture as the network takes it
   */
  public List<FeatureMaps> of(HostBuffer picture) {
    if (!picture.type().equals(subject.input(1))) {
      throw FoveaException.here(
          "expected one picture " + subject.input(1) + ", found " + picture.type(),
          "prepare it as the network takes it, one at a time");
    }
    List<HostBuffer> values = compiled.call(List.of(picture));
    List<FeatureMaps> maps = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      maps.add(FeatureMaps.of(layers.get(i), values.get(i)));
    }
    return maps;
  }
}
