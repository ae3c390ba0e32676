package fovea.data.augment;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The augmentations that files name. */
final class AugmentCodecs {
  static final Codecs<Augment> ALL =
      new Codecs<>(
          "augmentation",
          List.of(
              Codec.of(HorizontalFlip.NAME, HorizontalFlip.class, HorizontalFlip::new),
              new Codec<>(
                      RandomCrop.NAME,
                      RandomCrop.class,
                      crop -> JsonObject.empty().with("padding", crop.padding()),
                      json -> new RandomCrop(Math.toIntExact(json.integer("padding"))))
                  .usual(new RandomCrop(4)),
              new Codec<>(
                      RandomResizedCrop.NAME,
                      RandomResizedCrop.class,
                      crop -> JsonObject.empty().with("smallest", crop.smallest()),
                      json -> new RandomResizedCrop(json.real("smallest")))
                  .usual(new RandomResizedCrop(0.5))));

  private AugmentCodecs() {}
}
