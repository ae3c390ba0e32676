package fovea.explain.adversarial;

import fovea.data.batch.Batch;
import fovea.explain.ExplainedPicture;
import fovea.explain.network.ClassTarget;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import fovea.hub.PreparedInput;
import fovea.nn.init.KeyedRandom;
import fovea.train.adversarial.Adversary;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.PixelBounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes pictures by so little that nobody sees it until a model takes them for something else:
 * {@code AdversarialExamples.of(model).of(Path.of("panda.jpg")).save(Path.of("panda.png"))} is a
 * whole program. Keep it to attack many pictures: it keeps its plans.
 */
public final class AdversarialExamples {
  private final Model model;
  private final Adversary adversary;
  private final PixelBounds bounds;
  private final Wish wish;

  /** What is done to pictures. */
  private record Wish(Attack attack, Optional<ClassTarget> target, long seed) {}

  private AdversarialExamples(Model model, Adversary adversary, PixelBounds bounds, Wish wish) {
    this.model = model;
    this.adversary = adversary;
    this.bounds = bounds;
    this.wish = wish;
  }

  /**
   * Attacks {@code model} by the fast gradient sign method with an epsilon of 0.007: away from the
   * class that it predicts.
   *
   * @throws fovea.graph.type.FoveaException if it has several inputs or outputs, takes no pictures
   *     or gives no scores of classes or labels, or a part of it was neither loaded nor trained
   */
  public static AdversarialExamples of(Model model) {
    model.requireTrained();
    PixelBounds bounds = PixelBounds.of(model.preprocessing());
    return new AdversarialExamples(
        model,
        ClassLoss.adversary(model, bounds),
        bounds,
        new Wish(new Fgsm(), Optional.empty(), 0));
  }

  /** The same by another attack. */
  public AdversarialExamples attack(Attack attack) {
    return with(new Wish(attack, wish.target(), wish.seed()));
  }

  /**
   * The same towards a class: that the model takes the pictures for it.
   *
   * @param nameOrIndex as {@link ClassTarget#named} takes it
   * @throws fovea.graph.type.FoveaException if the model has no such class
   */
  public AdversarialExamples target(String nameOrIndex) {
    ClassTarget target = ClassTarget.named(model, nameOrIndex);
    return with(new Wish(wish.attack(), Optional.of(target), wish.seed()));
  }

  /** The same with other random starts; 0 by default. */
  public AdversarialExamples seed(long seed) {
    return with(new Wish(wish.attack(), wish.target(), seed));
  }

  private AdversarialExamples with(Wish other) {
    return new AdversarialExamples(model, adversary, bounds, other);
  }

  /** Attacks the picture in a file; see {@link #of(List)}. */
  public AdversarialExample of(Path file) {
    return of(PictureInput.of(file));
  }

  /** Attacks one picture; see {@link #of(List)}. */
  public AdversarialExample of(PictureInput picture) {
    return of(List.of(picture)).getFirst();
  }

  /**
   * Attacks pictures, as one batch.
   *
   * @return one for each picture, in the same order
   * @throws fovea.data.pixels.DataException if one is absent, damaged, or no picture
   * @throws fovea.graph.type.FoveaException if one does not fit the model, or the network gives no
   *     finite numbers for it
   */
  public List<AdversarialExample> of(List<PictureInput> pictures) {
    if (pictures.isEmpty()) {
      return List.of();
    }
    PreparedInput clean = model.prepare(pictures);
    List<Predictions> before = predictions(clean);
    HostBuffer changed = changed(clean.input(), before);
    PreparedInput result = new PreparedInput(clean.names(), changed, clean.reports());
    PreparedInput saved =
        new PreparedInput(clean.names(), bounds.rounded(changed), clean.reports());
    List<Predictions> after = predictions(result);
    List<Predictions> rounded = predictions(saved);
    List<AdversarialExample> examples = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      examples.add(
          new AdversarialExample(
              new AdversarialExample.Asked(
                  model.card().blueprint().name(), wish.attack(), wish.target()),
              ExplainedPicture.of(model, clean, i, before.get(i)),
              ExplainedPicture.of(model, result, i, after.get(i)),
              ExplainedPicture.of(model, saved, i, rounded.get(i)),
              PixelNoise.of(bounds, clean.input().rows(i, i + 1), changed.rows(i, i + 1))));
    }
    return examples;
  }

  private List<Predictions> predictions(PreparedInput pictures) {
    return model.classify(pictures, Math.max(1, model.classes().size()));
  }

  private HostBuffer changed(HostBuffer pictures, List<Predictions> before) {
    int[] classes =
        before.stream()
            .map(Predictions::best)
            .mapToInt(best -> wish.target().map(this::index).orElseGet(best::index))
            .toArray();
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(classes.length), DType.I32));
    for (int i = 0; i < classes.length; i++) {
      labels.set(i, classes[i]);
    }
    long random = (long) KeyedRandom.of(wish.seed(), "attack").smallKey(0);
    Adversary chosen = wish.target().isPresent() ? adversary.targeted() : adversary;
    return chosen.attack(wish.attack(), Batch.of(pictures, labels), random);
  }

  /** Index of a class: where one score tells two apart, it speaks for the second. */
  private int index(ClassTarget target) {
    boolean binary = model.kind() == PredictionKind.BINARY;
    return binary ? Math.max(0, target.sign()) : target.score();
  }
}
