package fovea.explain.occlusion;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.List;

/** Masks added up, each as often as the score under it lies above the mean of all. */
final class WeightedMasks {
  private final double[] weighted;
  private final double[] plain;
  private double scores;
  private int count;

  WeightedMasks(Shape input) {
    this.weighted = new double[input.dim(2) * input.dim(3)];
    this.plain = new double[weighted.length];
  }

  void add(List<float[]> masks, double[] found) {
    for (int i = 0; i < found.length; i++) {
      float[] mask = masks.get(i);
      double score = found[i];
      for (int place = 0; place < mask.length; place++) {
        weighted[place] += score * mask[place];
        plain[place] += mask[place];
      }
      scores += score;
      count++;
    }
  }

  /** Sets all numbers of {@code map} to the mean over the masks times {@code factor}. */
  void write(HostBuffer map, double factor) {
    double mean = scores / count;
    for (int place = 0; place < weighted.length; place++) {
      map.set(place, (weighted[place] - mean * plain[place]) / count * factor);
    }
  }
}
