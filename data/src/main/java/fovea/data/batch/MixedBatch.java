package fovea.data.batch;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A batch whose examples are being mixed: one input of {@code f32} and, as targets, the class of
 * each example, another class that it has, and the share of the first. At the beginning all
 * examples are of one class.
 */
public final class MixedBatch {

  /** Name of the target that holds the other class of each example, {@code i32[n]}. */
  public static final String OTHER_LABEL = "other_label";

  /**
   * Name of the target that holds how much of its own class each example has, from 0 to 1: {@code
   * f32[n]}.
   */
  public static final String SHARE = "share";

  private final HostBuffer input;
  private final HostBuffer labels;
  private final HostBuffer others;
  private final HostBuffer shares;

  /**
   * Of an input and its labels, which are not copied.
   *
   * @param input {@code f32[n, …]}
   * @param labels {@code i32[n]}
   */
  public MixedBatch(HostBuffer input, HostBuffer labels) {
    this(
        input,
        labels,
        HostBuffer.allocate(labels.type()),
        HostBuffer.allocate(labels.type().with(DType.F32)));
  }

  private MixedBatch(HostBuffer input, HostBuffer labels, HostBuffer others, HostBuffer shares) {
    Shape examples = Shape.of(input.type().shape().dim(0));
    if (input.type().dtype() != DType.F32
        || !labels.type().equals(new TensorType(examples, DType.I32))) {
      throw FoveaException.here(
          "mixing takes an input f32[n, …] and labels i32[n], found %s and %s"
              .formatted(input.type(), labels.type()),
          "give each example one class");
    }
    this.input = input;
    this.labels = labels;
    this.others = others;
    this.shares = shares;
    others.data().copyFrom(labels.data());
    for (int i = 0; i < size(); i++) {
      shares.set(i, 1);
    }
  }

  /**
   * A batch with the targets of {@link #schema}, which are changed in place.
   *
   * @throws FoveaException if it has others
   */
  public static MixedBatch of(Batch batch) {
    SequencedMap<String, HostBuffer> targets = new LinkedHashMap<>(batch.targets());
    HostBuffer others = targets.remove(OTHER_LABEL);
    HostBuffer shares = targets.remove(SHARE);
    if (others == null || shares == null) {
      throw FoveaException.here(
          "a batch to mix has the targets " + batch.targets().sequencedKeySet(),
          "give it " + OTHER_LABEL + " and " + SHARE + ", too");
    }
    return new MixedBatch(batch.input(), batch.targets(targets).target(), others, shares);
  }

  /** What mixed examples consist of: two targets more, {@link #OTHER_LABEL} and {@link #SHARE}. */
  public static Schema schema(Schema schema) {
    List<TensorSpec> targets = new ArrayList<>(schema.targets());
    targets.add(TensorSpec.label(OTHER_LABEL));
    targets.add(TensorSpec.f32(SHARE));
    return new Schema(schema.inputs(), targets);
  }

  /** Number of examples. */
  public int size() {
    return input.type().shape().dim(0);
  }

  /** The input, {@code f32[n, …]}, to be changed in place. */
  public HostBuffer input() {
    return input;
  }

  /**
   * Says what an example consists of now: {@code share} of itself, and the rest of another one.
   *
   * @throws FoveaException if the share is not from 0 to 1
   */
  public void mix(int example, int other, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw FoveaException.here("a share of " + share + " of an example", "use 0 to 1");
    }
    others.set(example, labels.at(other));
    shares.set(example, share);
  }

  /**
   * Says that each example consists of {@code share} of itself, and the rest of the one before it;
   * the first one of the last.
   *
   * @throws FoveaException if the share is not from 0 to 1
   */
  public void mixWithBefore(double share) {
    for (int i = 0; i < size(); i++) {
      mix(i, (i + size() - 1) % size(), share);
    }
  }

  /** The other class of each example, {@code i32[n]}. */
  public HostBuffer others() {
    return others;
  }

  /** How much of its own class each example has, {@code f32[n]}. */
  public HostBuffer shares() {
    return shares;
  }
}
