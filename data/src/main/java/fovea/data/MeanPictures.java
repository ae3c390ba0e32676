package fovea.data;

import fovea.data.pixels.ChannelConversion;
import fovea.data.pixels.MeanPicture;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Mean pictures of data sets. */
final class MeanPictures {

  /** Below this a channel counts as constant, and is only centered. */
  private static final double CONSTANT = 1e-6;

  private MeanPictures() {}

  /** See {@link Preprocessing#centering(PictureSet, int)}. */
  static Preprocessing preprocessing(PictureSet train, int channels) {
    PictureShape shape = train.shape().channels(channels);
    ChannelConversion adaptation = ChannelConversion.of(train.shape().channels(), channels);
    var picture = new byte[train.shape().values()];
    var adapted = new byte[shape.values()];
    var sums = new long[shape.values()];
    var squares = new long[channels];
    MemorySegment segment = MemorySegment.ofArray(picture);
    for (int i = 0; i < train.size(); i++) {
      train.copyPicture(i, segment, 0);
      adaptation.copy(picture, adapted, shape.pixels());
      for (int k = 0; k < adapted.length; k++) {
        int value = adapted[k] & 0xFF;
        sums[k] += value;
        squares[k / shape.pixels()] += (long) value * value;
      }
    }
    double count = Math.max(1, train.size());
    var mean = new float[sums.length];
    for (int k = 0; k < mean.length; k++) {
      mean[k] = (float) (sums[k] / count);
    }
    Normalization unit = Normalization.unit(channels);
    List<Double> deviation = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double square = squares[channel] / (count * shape.pixels());
      for (int k = 0; k < shape.pixels(); k++) {
        double average = sums[channel * shape.pixels() + k] / count;
        square -= average * average / shape.pixels();
      }
      double spread = Math.sqrt(Math.max(0, square)) * unit.scale();
      deviation.add(spread < CONSTANT ? 1.0 : spread);
    }
    return new Preprocessing(
            Geometry.whole(train.shape(), train.info().framing()), unit.deviation(deviation))
        .centering(new MeanPicture(shape, mean));
  }
}
