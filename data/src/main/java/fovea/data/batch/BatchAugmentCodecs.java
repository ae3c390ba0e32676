package fovea.data.batch;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The augmentations of batches that files name. */
final class BatchAugmentCodecs {
  private static final String ALPHA = "alpha";

  static final Codecs<BatchAugment> ALL =
      new Codecs<>(
          "batch augmentation",
          List.of(
              new Codec<>(
                  Mixup.NAME,
                  Mixup.class,
                  mixup -> JsonObject.empty().with(ALPHA, mixup.alpha()),
                  json -> new Mixup(json.real(ALPHA))),
              new Codec<>(
                  CutMix.NAME,
                  CutMix.class,
                  mix -> JsonObject.empty().with(ALPHA, mix.alpha()),
                  json -> new CutMix(json.real(ALPHA)))));

  private BatchAugmentCodecs() {}
}
