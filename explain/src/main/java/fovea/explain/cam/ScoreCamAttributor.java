package fovea.explain.cam;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkProgress;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** {@link ScoreCam} for one network. */
record ScoreCamAttributor(ScoreCam method, ExplainedNetwork subject, ChannelMasks masked)
    implements Attributor {

  @Override
  public Attributions of(HostBuffer pictures, HostBuffer targets) {
    PictureBatch batch = PictureBatch.of(subject, pictures, targets);
    HostBuffer maps = masked.maps().call(List.of(pictures)).getFirst();
    Shape shape = maps.type().shape();
    HostBuffer found = HostBuffer.allocate(maps.type().with(shape.with(1, 1)));
    int places = shape.dim(2) * shape.dim(3);
    int each = Math.min(method.channels(), shape.dim(1));
    for (int i = 0; i < shape.dim(0); i++) {
      WorkProgress own = shifted((long) i * each, (long) shape.dim(0) * each);
      double[] map = map(batch.picture(i), maps.rows(i, i + 1), batch.target(i), own);
      for (int place = 0; place < places; place++) {
        found.set((long) i * places + place, method.options().shown(map[place]));
      }
    }
    return new Attributions(found);
  }

  private static WorkProgress shifted(long before, long all) {
    WorkProgress progress = WorkProgress.current();
    return (done, _) -> progress.at(before + done, all);
  }

  private double[] map(
      HostBuffer picture, HostBuffer maps, HostBuffer targets, WorkProgress progress) {
    double[] values = maps.doubles();
    int places = maps.type().shape().dim(2) * maps.type().shape().dim(3);
    int[] channels = channels(values, places);
    double[] scores = new double[channels.length];
    for (int from = 0; from < channels.length; from += ChannelMasks.BATCH) {
      int to = Math.min(from + ChannelMasks.BATCH, channels.length);
      int[] some = Arrays.copyOfRange(channels, from, to);
      System.arraycopy(masked.of(picture, maps, some, targets), 0, scores, from, to - from);
      progress.at(to, channels.length);
    }
    double largest = Arrays.stream(scores).max().orElse(0);
    double[] weights = Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
    double sum = Arrays.stream(weights).sum();
    double[] map = new double[places];
    for (int i = 0; i < channels.length; i++) {
      for (int place = 0; place < places; place++) {
        map[place] += weights[i] / sum * values[channels[i] * places + place];
      }
    }
    return map;
  }

  /** The maps that vary, those that do most first, as many as are wanted. */
  private int[] channels(double[] values, int places) {
    double[] variances =
        IntStream.range(0, values.length / places)
            .mapToDouble(channel -> variance(values, channel * places, places))
            .toArray();
    return IntStream.range(0, variances.length)
        .filter(channel -> variances[channel] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(channel -> -variances[channel]))
        .limit(method.channels())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Exactly 0 for equal numbers. */
  private static double variance(double[] values, int from, int places) {
    double first = values[from];
    double mean =
        Arrays.stream(values, from, from + places).map(v -> v - first).average().orElse(0);
    return Arrays.stream(values, from, from + places)
        .map(value -> (value - first - mean) * (value - first - mean))
        .sum();
  }
}
