package fovea.data.augment.pipeline;

import fovea.data.augment.Augment;
import fovea.data.augment.geometric.AlternatingFlip;
import fovea.data.augment.geometric.Elastic;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.Perspective;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.data.augment.geometric.Rotate;
import fovea.data.augment.geometric.Scale;
import fovea.data.augment.geometric.ScaleJitter;
import fovea.data.augment.geometric.Shear;
import fovea.data.augment.geometric.Translate;
import fovea.data.augment.geometric.VerticalFlip;
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
              VerticalFlip.CODEC,
              AlternatingFlip.CODEC,
              RandomCrop.CODEC,
              RandomResizedCrop.CODEC,
              ScaleJitter.CODEC,
              Translate.CODEC,
              Rotate.CODEC,
              Scale.CODEC,
              Shear.CODEC,
              Perspective.CODEC,
              Elastic.CODEC));

  private AugmentCodecs() {}
}
