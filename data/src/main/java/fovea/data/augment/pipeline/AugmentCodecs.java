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
import fovea.data.augment.photometric.AutoContrast;
import fovea.data.augment.photometric.Brightness;
import fovea.data.augment.photometric.ColorJitter;
import fovea.data.augment.photometric.Contrast;
import fovea.data.augment.photometric.Cutout;
import fovea.data.augment.photometric.Equalize;
import fovea.data.augment.photometric.GaussianBlur;
import fovea.data.augment.photometric.GaussianNoise;
import fovea.data.augment.photometric.Grayscale;
import fovea.data.augment.photometric.Hue;
import fovea.data.augment.photometric.Posterize;
import fovea.data.augment.photometric.RandomErasing;
import fovea.data.augment.photometric.Saturation;
import fovea.data.augment.photometric.Sharpness;
import fovea.data.augment.photometric.Solarize;
import fovea.format.Codecs;
import java.util.List;

/** The augmentations that files name. */
final class AugmentCodecs {
  static final Codecs<Augment> ALL =
      new Codecs<>(
          "augmentation",
          List.of(
              Augmentations.CODEC,
              RandomApply.CODEC,
              RandAugment.CODEC,
              TrivialAugment.CODEC,
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
              Elastic.CODEC,
              Brightness.CODEC,
              Contrast.CODEC,
              Saturation.CODEC,
              Hue.CODEC,
              ColorJitter.CODEC,
              Grayscale.CODEC,
              Posterize.CODEC,
              Solarize.CODEC,
              AutoContrast.CODEC,
              Equalize.CODEC,
              Sharpness.CODEC,
              GaussianNoise.CODEC,
              GaussianBlur.CODEC,
              Cutout.CODEC,
              RandomErasing.CODEC));

  private AugmentCodecs() {}
}
