package fovea.hub.settings;

import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean and variance of what goes into each batch norm of a network, against the running statistics
 * that it was trained with: they fit where everything before the norm is as it was in training.
 *
 * @param norms in the order of computation
 * @param photos number of photos
 */
record NormStatistics(List<Moments> norms, int photos) {

  /** Tensors of each norm: first and second moment about the running mean, running deviation. */
  private static final int TENSORS = 3;

  /** Parts of the photos, each of which is left out once. */
  private static final int PARTS = 8;

  /**
   * The largest mismatch of a network that is the right one; photos of all kinds gave up to 0.08.
   */
  private static final double FITTING = 0.25;

  /** By which share of its mismatch the better one must be better. */
  private static final double LEAST_SHARE = 0.2;

  /** Standard errors by which it must be better. */
  private static final double MARGIN = 3;

  /** Channels whose variance is so small a share of the largest are never active. */
  private static final double DEAD = 1e-6;

  /**
   * Of one norm.
   *
   * @param first distance from the running mean {@code [n, c]}, averaged over each photo
   * @param second its square {@code [n, c]}, averaged over each photo
   * @param deviation running standard deviation {@code [c]}
   */
  record Moments(HostBuffer first, HostBuffer second, HostBuffer deviation) {

    /** The running statistics. */
    private Channels remembered() {
      double[] variances = Arrays.stream(deviation.doubles()).map(d -> d * d).toArray();
      return new Channels(new double[variances.length], variances);
    }

    /** Those of photos. */
    private Channels channels(int[] rows) {
      double[] means = new double[deviation.type().shape().dim(0)];
      double[] variances = new double[means.length];
      for (int c = 0; c < means.length; c++) {
        means[c] = Rows.mean(first, rows, c);
        variances[c] = Rows.mean(second, rows, c) - means[c] * means[c];
      }
      return new Channels(means, variances);
    }

    /**
     * The divergence (Kullback &amp; Leibler 1951) of normal distributions from those of photos,
     * averaged over the channels.
     */
    private double divergence(Channels other, int[] rows) {
      Channels found = channels(rows);
      Channels running = remembered();
      double dead = DEAD * Arrays.stream(running.variances).max().orElse(0);
      double sum = 0;
      int channels = 0;
      for (int c = 0; c < found.means.length; c++) {
        if (running.variances[c] > dead) {
          double least = DEAD * running.variances[c];
          double variance = Math.max(other.variances[c], least);
          double ratio = Math.max(found.variances[c], least) / variance;
          double distance = found.means[c] - other.means[c];
          sum += (ratio - 1 - Math.log(ratio) + distance * distance / variance) / 2;
          channels++;
        }
      }
      return channels == 0 ? 0 : sum / channels;
    }
  }

  /**
   * What has to be computed beside {@code features}, in the order in which {@link #of} reads it.
   */
  static List<Tensor> tensors(Tensor features) {
    List<Tensor> tensors = new ArrayList<>();
    for (Node node : NodeOrder.asMade(List.of(features))) {
      if (node.op() instanceof Norm.BatchNormInference && node.input(0).shape().rank() == 4) {
        int channels = node.input(3).shape().dim(0);
        Tensor distance = node.input(0).sub(node.input(3).reshape(1, channels, 1, 1));
        tensors.add(distance.mean(2, 3));
        tensors.add(distance.mul(distance).mean(2, 3));
        tensors.add(node.input(4).sqrt());
      }
    }
    return tensors;
  }

  /** Reads what has been computed of {@link #tensors}, batch by batch. */
  static NormStatistics of(List<List<HostBuffer>> batches, int photos) {
    List<Moments> norms = new ArrayList<>();
    List<HostBuffer> single = batches.getFirst();
    for (int i = 0; i < single.size(); i += TENSORS) {
      int place = i;
      norms.add(
          new Moments(
              Rows.joined(batches.stream().map(batch -> batch.get(place)).toList()),
              Rows.joined(batches.stream().map(batch -> batch.get(place + 1)).toList()),
              single.get(i + 2)));
    }
    return new NormStatistics(List.copyOf(norms), photos);
  }

  /** How far the statistics of all photos are from the running ones; 0 is a perfect fit. */
  double mismatch() {
    return mismatch(IntStream.range(0, photos).toArray());
  }

  /** The same of some of the photos. */
  double mismatch(int... rows) {
    return norms.stream().mapToDouble(norm -> mismatch(norm, rows)).average().orElse(0);
  }

  /**
   * Whether the statistics fit clearly better than those of another candidate: by a share of the
   * mismatch, and with each of several parts of the photos left out.
   */
  boolean fitsBetter(NormStatistics other) {
    double difference = other.mismatch() - mismatch();
    if (mismatch() > FITTING || difference < LEAST_SHARE * mismatch()) {
      return false;
    }
    double squares = 0;
    for (int part = 0; part < PARTS; part++) {
      int left = part;
      int[] rows = IntStream.range(0, photos).filter(i -> i % PARTS != left).toArray();
      double distance = other.mismatch(rows) - mismatch(rows) - difference;
      squares += distance * distance;
    }
    // Tukey 1958: leaving parts out shows how much chance is in a number.
    double error = Math.sqrt(squares * (PARTS - 1) / PARTS);
    return difference > MARGIN * error;
  }

  /**
   * How far the statistics are from those of another candidate on the same photos: the divergence,
   * as of {@link #mismatch}. Infinite if it has other norms.
   */
  double distance(NormStatistics other) {
    if (norms.size() != other.norms.size()) {
      return Double.POSITIVE_INFINITY;
    }
    int[] rows = IntStream.range(0, photos).toArray();
    return IntStream.range(0, norms.size())
        .mapToDouble(i -> norms.get(i).divergence(other.norms.get(i).channels(rows), rows))
        .average()
        .orElse(0);
  }

  private static double mismatch(Moments norm, int[] rows) {
    return norm.divergence(norm.remembered(), rows);
  }

  /** Mean, measured from the running one, and variance of each channel. */
  @SuppressWarnings("ArrayRecordComponent") // many of them, and nobody compares them
  private record Channels(double[] means, double[] variances) {}
}
