package fovea.app.recipe;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.batch.BatchAugment;
import fovea.data.sampling.Sampling;
import fovea.format.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pictures a network sees in training, and how they are changed.
 *
 * @param centered whether the mean picture is subtracted from each, not the mean of each channel
 * @param augmentation random changes of each
 * @param mixing random mixtures of those of a batch
 * @param sampling which pictures make an epoch
 */
public record PictureSettings(
    boolean centered, Augmentations augmentation, List<BatchAugment> mixing, Sampling sampling) {

  private static final String SAMPLING = "sampling";

  /** Copies the list. */
  public PictureSettings {
    mixing = List.copyOf(mixing);
  }

  /** Changed, each picture once an epoch. */
  public PictureSettings(Augmentations augmentation) {
    this(false, augmentation, List.of(), new Sampling.Shuffled());
  }

  /** With the mean picture subtracted, or the mean of each channel. */
  public PictureSettings centered(boolean centered) {
    return new PictureSettings(centered, augmentation, mixing, sampling);
  }

  /** With other pictures in an epoch. */
  public PictureSettings sampling(Sampling sampling) {
    return new PictureSettings(centered, augmentation, mixing, sampling);
  }

  /**
   * How pictures become input.
   *
   * @param train training pictures, which means are taken of
   * @param usual preprocessing that subtracts the mean of each channel
   */
  public Preprocessing preprocessing(PictureSet train, Preprocessing usual) {
    return centered
        ? Preprocessing.centering(train, usual.picture().channels()).padding(usual.padding())
        : usual;
  }

  /** The training pictures in batches. */
  public DataLoader loader(PictureSet pictures, Preprocessing preprocessing, int batch) {
    return sampled(new DataLoader(pictures.prepared(preprocessing).augments(augmentation), batch));
  }

  /** The loader with the pictures that make an epoch. */
  public DataLoader sampled(DataLoader loader) {
    return loader.augments(mixing.toArray(BatchAugment[]::new)).sampling(sampling);
  }

  JsonObject toJson() {
    return JsonObject.empty()
        .with("centered", centered)
        .with("augmentation", augmentation.toJson())
        .with("mixing", BatchAugment.codecs().writeAll(mixing))
        .with(SAMPLING, sampling.toString());
  }

  JsonObject options() {
    return JsonObject.empty()
        .with("augment", Typed.whole(augmentation))
        .with("mix", Typed.whole(mixing))
        .with(SAMPLING, sampling.toString());
  }

  static PictureSettings fromJson(JsonObject json) {
    return new PictureSettings(
        // Recipes from before there was the setting do not have it.
        json.find("centered").isPresent() && json.flag("centered"),
        Augmentations.fromJson(json.array("augmentation")),
        BatchAugment.codecs().readAll(json.array("mixing")),
        sampling(json));
  }

  private static Sampling sampling(JsonObject json) {
    // Recipes from before there were others only say whether they are balanced.
    String older = json.flag("balanced", false) ? "balanced" : "shuffled";
    return new SamplingReader().convert(json.string(SAMPLING, older));
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    if (centered) {
      lines.add(new Recipe.Line("normalization", "the mean picture is subtracted"));
    }
    lines.add(new Recipe.Line("augmentation", Typed.text(augmentation)));
    if (!mixing.isEmpty()) {
      lines.add(new Recipe.Line("mixing", BatchAugment.codecs().textOfAll(mixing)));
    }
    switch (sampling) {
      case Sampling.Balanced _ ->
          lines.add(new Recipe.Line(SAMPLING, "as many pictures of each class"));
      case Sampling.Bootstrapped _ ->
          lines.add(
              new Recipe.Line(
                  SAMPLING, "a bootstrap sample, which leaves about a third of the pictures out"));
      case Sampling.InOrder _, Sampling.Shuffled _, Sampling.Weighted _ -> {}
    }
    return lines;
  }
}
