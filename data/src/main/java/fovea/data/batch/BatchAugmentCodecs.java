package fovea.data.batch;

import fovea.format.Codecs;
import java.util.List;

/** The augmentations of batches that files name. */
final class BatchAugmentCodecs {
  static final Codecs<BatchAugment> ALL =
      new Codecs<>("batch augmentation", List.of(Mixup.CODEC, CutMix.CODEC));

  private BatchAugmentCodecs() {}
}
