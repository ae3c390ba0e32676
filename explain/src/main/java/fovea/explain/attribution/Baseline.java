package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;

/** What a picture is compared with, or what stands where a part of it is hidden. */
@FunctionalInterface
public interface Baseline {

  /**
   * For a picture {@code [1, c, h, w]}, of the same type.
   *
   * @throws FoveaException if there is none of this type
   */
  HostBuffer of(ExplainedNetwork subject, HostBuffer picture);

  /** Black, as the preprocessing of the model has it. */
  static Baseline black() {
    return (subject, _) -> subject.black();
  }

  /** The mean color of the picture. */
  static Baseline mean() {
    return (_, picture) -> meanColor(picture);
  }

  /** One number for all, as the network takes it: 0 is the mean of ImageNet for many networks. */
  static Baseline value(double value) {
    return (_, picture) -> {
      HostBuffer filled = HostBuffer.allocate(picture.type());
      for (long i = 0; i < filled.type().shape().elements(); i++) {
        filled.set(i, value);
      }
      return filled;
    };
  }

  /** A picture as the network takes it, {@code [1, c, h, w]}. */
  static Baseline picture(HostBuffer baseline) {
    return (_, picture) -> {
      if (!baseline.type().equals(picture.type())) {
        throw FoveaException.here(
            "expected a baseline " + picture.type() + ", found " + baseline.type(),
            "give a picture as the network takes it");
      }
      return baseline;
    };
  }

  private static HostBuffer meanColor(HostBuffer picture) {
    HostBuffer filled = HostBuffer.allocate(picture.type());
    int channels = picture.type().shape().dim(1);
    long places = picture.type().shape().elements() / channels;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (long i = channel * places; i < (channel + 1) * places; i++) {
        sum += picture.at(i);
      }
      for (long i = channel * places; i < (channel + 1) * places; i++) {
        filled.set(i, sum / places);
      }
    }
    return filled;
  }
}
