package fovea.app.recipe;

import fovea.app.session.UsageException;
import fovea.data.PictureSet;
import fovea.data.augment.geometric.AlternatingFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.Framing;
import fovea.data.resize.Border;
import fovea.format.JsonArray;
import fovea.graph.type.Precision;
import fovea.nn.init.data.Whitening;
import fovea.train.average.WeightAverage;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Clip;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.Lookahead;
import fovea.train.optim.Optimizer;
import fovea.train.optim.ParameterGroup;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.schedule.TriangularSchedule;
import fovea.train.task.Classification;
import fovea.train.tta.ShiftViews;
import fovea.zoo.airbench.Airbench;
import fovea.zoo.catalog.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recipe of airbench94, which reaches 94 % on CIFAR-10 in ten epochs (Jordan 2024): every part
 * of it makes the training shorter. The number of epochs follows from that of the pictures: of a
 * smaller set, each is seen oftener.
 */
public final class FastRecipe {
  /** The network that it is for. */
  public static final String NETWORK = Airbench.NAME;

  /** Pictures seen in all, if ten epochs are not more: in 15 epochs of 20,000. */
  private static final int SEEN = 300_000;

  private static final int FEWEST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 100;

  /** Divides CIFAR-10's 50,000, so that all batches are full. */
  private static final int BATCH = 1000;

  /** Tests take a sixth of the time of an epoch. */
  private static final int TEST_EPOCHS = 5;

  private static final double MOMENTUM = 0.85;

  /**
   * The original's rate is that of the sum over 1024 pictures, in units of what a step becomes by
   * Nesterov's momentum: 1.5 for the mean.
   */
  private static final double RATE = 11.5 / (1 + 1 / (1 - MOMENTUM)) * BATCH / 1024;

  /** The original's decay is what a weight loses in a step of the highest rate. */
  private static final double WEIGHT_DECAY = 0.0153 / 11.5;

  private static final double BIAS_RATE = 64;
  private static final double SMOOTHING = 0.2;
  private static final int TRANSLATION = 2;
  private static final int WHITENING_BIAS_EPOCHS = 3;
  private static final int LOOKAHEAD_STEPS = 5;
  private static final double LOOKAHEAD_SHARE = 1 - Math.pow(0.95, LOOKAHEAD_STEPS);

  private FastRecipe() {}

  /** The number of epochs for these pictures. */
  public static int epochs(PictureSet pictures) {
    return Math.clamp(Math.ceilDiv(SEEN, pictures.size()), FEWEST_EPOCHS, MOST_EPOCHS);
  }

  /**
   * The recipe for a network, training pictures and a number of epochs.
   *
   * @throws UsageException if it is another network
   */
  public static Recipe of(Architecture network, PictureSet pictures, int epochs) {
    if (!network.name().equals(NETWORK)) {
      throw new UsageException(
          "--recipe",
          "expected the network of the fast recipe, %s, found %s"
              .formatted(NETWORK, network.name()),
          "leave --model out, or choose the recipe standard");
    }
    int batch = Math.min(BATCH, pictures.size());
    int steps = epochs * Math.ceilDiv(pictures.size(), batch);
    var updates =
        new UpdateSettings(
            optimizer(batch, steps),
            new TriangularSchedule(),
            Clip.none(),
            // Statistics of batch norms, which follow quickly, are computed for the final weights.
            Optional.of(WeightAverage.swa(epochs - 1)),
            1);
    return new Recipe(
        epochs,
        batch,
        Precision.BF16,
        new PictureSettings(augmentation(pictures)),
        updates,
        goal(),
        layers(),
        Optional.of(new ShiftViews()));
  }

  private static GoalSettings goal() {
    return new GoalSettings(
        new Classification().smoothing(SMOOTHING),
        TestInterval.epochs(TEST_EPOCHS),
        new JsonArray(List.of()));
  }

  /** A digit in the mirror is none. */
  private static Augmentations augmentation(PictureSet pictures) {
    var crop = new RandomCrop(TRANSLATION).border(Border.REFLECT);
    return pictures.info().framing() == Framing.DIGIT
        ? Augmentations.of(crop)
        : Augmentations.of(new AlternatingFlip(), crop);
  }

  private static Optimizer optimizer(int batch, int steps) {
    Sgd sgd =
        new Sgd(RATE * batch / BATCH)
            .momentum(MOMENTUM)
            .nesterov(true)
            .weightDecay(WeightDecay.of(WEIGHT_DECAY).everywhere());
    return new Lookahead(sgd).every(LOOKAHEAD_STEPS).share(LOOKAHEAD_SHARE).warmup(steps);
  }

  /** The biases of batch norms learn faster, but decay no faster. */
  private static LayerSettings layers() {
    List<ParameterGroup> groups = new ArrayList<>();
    for (String norm : Airbench.NORMS) {
      groups.add(ParameterGroup.of(norm).rate(BIAS_RATE).weightDecay(1 / BIAS_RATE));
    }
    return new LayerSettings(
        List.of(),
        List.of(new Whitening().layer(Airbench.WHITENING)),
        groups,
        List.of(new LayerFreeze(Airbench.WHITENING + ".bias", WHITENING_BIAS_EPOCHS)));
  }
}
