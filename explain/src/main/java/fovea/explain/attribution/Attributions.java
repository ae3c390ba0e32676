package fovea.explain.attribution;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.Collections;
import java.util.List;

/**
 * What a method of attribution has found for a batch.
 *
 * @param values {@code [n, c, h, w]} for methods that tell about every number of the picture, else
 *     {@code [n, 1, h, w]} with the rows and columns of the layer that was looked at
 * @param measures for each picture how far its map can be trusted, as far as the method knows
 */
public record Attributions(HostBuffer values, List<List<Measure>> measures) {

  /**
   * Copies the lists.
   *
   * @throws FoveaException if there is not a list for each picture
   */
  public Attributions {
    measures = measures.stream().map(List::copyOf).toList();
    if (values.type().shape().rank() != 4 || values.type().shape().dim(0) != measures.size()) {
      throw FoveaException.here(
          "expected maps [n, c, h, w] and a list of measures for each, found "
              + values.type().shape()
              + " and "
              + measures.size(),
          "give one for each picture");
    }
  }

  /** Without measures. */
  public Attributions(HostBuffer values) {
    this(values, Collections.nCopies(values.type().shape().dim(0), List.of()));
  }

  /**
   * A figure that a method gives beside a map.
   *
   * @param name such as {@code completeness gap}
   * @param value as a share, 1 being all
   */
  public record Measure(String name, double value) {}

  /** Number of pictures. */
  public int count() {
    return values.type().shape().dim(0);
  }

  /** What was found for one picture. */
  public Attributions picture(int index) {
    return new Attributions(values.rows(index, index + 1), List.of(measures.get(index)));
  }

  /**
   * The map of one picture: over all channels, the sum for {@link Attribution.Reading#SIGNED} and
   * {@link Attribution.Reading#POSITIVE}, the largest magnitude for others.
   */
  public Heatmap map(int picture, Attribution.Reading reading) {
    var shape = values.type().shape();
    int channels = shape.dim(1);
    int places = shape.dim(2) * shape.dim(3);
    float[] map = new float[places];
    for (int channel = 0; channel < channels; channel++) {
      long from = ((long) picture * channels + channel) * places;
      for (int place = 0; place < places; place++) {
        float value = (float) values.at(from + place);
        map[place] =
            switch (reading) {
              case SIGNED, POSITIVE -> map[place] + value;
              case MAGNITUDE, COLORS -> Math.max(map[place], Math.abs(value));
            };
      }
    }
    return new Heatmap(shape.dim(2), shape.dim(3), map);
  }
}
