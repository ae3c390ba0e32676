package fovea.explain.feature;

import fovea.data.pixels.Normalization;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.nn.ForwardPass;
import fovea.nn.NamedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The weights of a convolution, without the norm that may follow it.
 *
 * @param layer name of the convolution
 * @param filters one for each unit
 * @param sight what the planes of the filters stand for
 */
public record Filters(String layer, List<Filter> filters, Sight sight) {

  /** What the filters look at. */
  public enum Sight {
    /** The picture: the planes are its red, green and blue. */
    COLORS,
    /** A gray picture: there is one plane. */
    GRAY,
    /** The maps of the layer before: there is a plane for each. */
    MAPS
  }

  /** Copies the list. */
  public Filters {
    filters = List.copyOf(filters);
  }

  /**
   * The filters of the first convolution of a model, as they look at the bytes of a picture: red,
   * green and blue, whatever order the network takes, each divided by the deviation of the
   * preprocessing.
   *
   * @throws FoveaException if the network has no convolution, or takes no pictures
   */
  public static Filters of(Model model) {
    ExplainedNetwork subject = ExplainedNetwork.of(model);
    return of(subject, subject.layers().firstConvolution()).onBytes(model.preprocessing().values());
  }

  /**
   * The filters of the convolution that makes {@code layer}, or that is the last one on the way to
   * it. Those that look at the picture itself take its channels as the network does.
   *
   * @throws FoveaException if there is no convolution on the way to it
   */
  public static Filters of(ExplainedNetwork subject, FeatureLayer layer) {
    ForwardPass pass = subject.example();
    Set<Node> before = new HashSet<>(NodeOrder.asMade(List.of(pass.at(layer.name()))));
    List<NamedNode> convolutions =
        pass.nodes(Conv.Conv2d.class).stream()
            .filter(named -> before.contains(named.node()))
            .toList();
    if (convolutions.isEmpty()) {
      throw FoveaException.at(
          layer.name(),
          "expected a layer that a convolution makes, found none before it",
          "choose a later layer");
    }
    NamedNode last = convolutions.getLast();
    boolean first = convolutions.size() == 1;
    int channels = subject.input(1).shape().dim(1);
    return new Filters(name(pass, last), filters(last.node()), sight(last.node(), first, channels));
  }

  /** The shortest one, which is that of the outermost layer. */
  private static String name(ForwardPass pass, NamedNode node) {
    return pass.values().entrySet().stream()
        .filter(entry -> entry.getValue().equals(node.node().output()))
        .map(Map.Entry::getKey)
        .filter(name -> !name.isEmpty())
        .min(Comparator.comparingInt(String::length))
        .orElse(node.name());
  }

  private static Sight sight(Node conv, boolean first, int channels) {
    boolean whole = first && weight(conv).shape().dim(1) == channels;
    return switch (channels) {
      case 1 -> whole ? Sight.GRAY : Sight.MAPS;
      case 3 -> whole ? Sight.COLORS : Sight.MAPS;
      default -> Sight.MAPS;
    };
  }

  private static Tensor weight(Node conv) {
    return conv.input(1);
  }

  private static List<Filter> filters(Node conv) {
    HostBuffer weights = weight(conv).value();
    int channels = weights.type().shape().dim(1);
    List<Filter> filters = new ArrayList<>();
    for (int unit = 0; unit < weights.type().shape().dim(0); unit++) {
      int first = unit * channels;
      filters.add(
          new Filter(
              unit,
              IntStream.range(first, first + channels)
                  .mapToObj(plane -> Heatmap.plane(weights, plane))
                  .toList()));
    }
    return filters;
  }

  /**
   * These filters as they look at the bytes of a picture before {@code values}: planes in the order
   * red, green, blue, each divided by its deviation. Filters that look at maps stay as they are.
   */
  public Filters onBytes(Normalization values) {
    return switch (sight) {
      case MAPS, GRAY -> this;
      case COLORS ->
          new Filters(
              layer, filters.stream().map(filter -> onBytes(filter, values)).toList(), sight);
    };
  }

  private static Filter onBytes(Filter filter, Normalization values) {
    int channels = filter.planes().size();
    List<Heatmap> planes =
        new ArrayList<>(Collections.nCopies(channels, filter.planes().getFirst()));
    for (int channel = 0; channel < channels; channel++) {
      Heatmap plane = filter.planes().get(channel);
      float[] weights = plane.values();
      double deviation = values.deviation().get(channel);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (weights[i] / deviation);
      }
      planes.set(
          values.order().source(channel, channels),
          new Heatmap(plane.height(), plane.width(), weights));
    }
    return new Filter(filter.unit(), planes);
  }
}
