package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.format.Codecs;
import java.util.List;

/** The augmentations that files name. */
final class AugmentCodecs {
  static final Codecs<Augment> ALL =
      new Codecs<>(
          "augmentation",
          List.of(
              Augmentations.CODEC,
              HorizontalFlip.CODEC,
              RandomCrop.CODEC,
              RandomResizedCrop.CODEC));

  private AugmentCodecs() {}
}
