package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.Rotate;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Augmentations in order, each of the result of the one before: a value that is compared, printed
 * and kept in files. None at all leaves pictures as they are.
 *
 * @param steps what is done, the first one first
 */
public record Augmentations(List<Augment> steps) implements Augment {

  /** No change. */
  public static final Augmentations NONE = new Augmentations(List.of());

  static final Codec<Augmentations> CODEC =
      new Codec<>(
              "sequence",
              Augmentations.class,
              all -> JsonObject.empty().with("steps", all.toJson()),
              json -> fromJson(json.array("steps")))
          .usual(NONE)
          .example(of(new HorizontalFlip(), new Rotate(15)));

  /** Copies the list. */
  public Augmentations {
    steps = List.copyOf(steps);
  }

  /** Some in order. */
  public static Augmentations of(Augment... steps) {
    return new Augmentations(List.of(steps));
  }

  /** The codecs of augmentations, by which runs name them; an own one may be registered. */
  public static Codecs<Augment> codecs() {
    return AugmentCodecs.ALL;
  }

  /** Whether pictures stay as they are. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    Picture changed = picture;
    for (Augment step : steps) {
      changed = step.apply(changed, random);
    }
    return changed;
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    Picture changed = picture;
    for (Augment step : steps) {
      changed = step.apply(changed, random, input);
    }
    return changed;
  }

  /** An array of what each is; {@link #fromJson} reads it back to an equal value. */
  public JsonArray toJson() {
    return codecs().writeAll(steps);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if no codec has the name of one, or a field is of another
   *     kind
   */
  public static Augmentations fromJson(JsonArray json) {
    return new Augmentations(codecs().readAll(json));
  }

  /** Much as in a program: {@code [RandomCrop[padding=4, border=BLACK], HorizontalFlip[]]}. */
  @Override
  public String toString() {
    return steps.stream().map(Augment::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
