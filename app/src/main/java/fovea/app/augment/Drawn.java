package fovea.app.augment;

import fovea.data.augment.CounterRandom;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How variants are drawn.
 *
 * @param pipeline of augmentations
 * @param input dimensions that a network takes, if the user has named some
 * @param count number of variants of each picture
 * @param seed of all
 */
record Drawn(Augmentations pipeline, Optional<PictureShape> input, int count, long seed) {

  /** Variants of a picture, each as in an epoch of its own. */
  List<Picture> variants(Picture picture, int index) {
    List<Picture> variants = new ArrayList<>();
    for (int epoch = 1; epoch <= count; epoch++) {
      var random = new CounterRandom(seed, epoch, index);
      variants.add(
          input
              .map(shape -> pipeline.apply(picture, random, shape))
              .orElseGet(() -> pipeline.apply(picture, random)));
    }
    return variants;
  }

  /** The pipeline as it is typed, with spaces, so that it can be broken into lines. */
  String text() {
    return pipeline.steps().stream()
        .map(Augmentations.codecs()::text)
        .collect(Collectors.joining(" + "));
  }
}
