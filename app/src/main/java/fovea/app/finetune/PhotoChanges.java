package fovea.app.finetune;

import fovea.data.augment.Augment;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.data.augment.pipeline.Augmentations;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Random changes of photos, as users type them: {@code none}, {@code flip} or {@code flip,crop}.
 */
record PhotoChanges(Augmentations augments) {

  /** A crop has at least this share of the photo: less often shows something else. */
  private static final double SMALLEST = 0.5;

  /** Mirrored and cut: both leave what a photo shows as it is. */
  static final PhotoChanges DEFAULT =
      new PhotoChanges(Augmentations.of(new HorizontalFlip(), new RandomResizedCrop(SMALLEST)));

  /** Reads what the user has typed. */
  static final class Reader implements ITypeConverter<PhotoChanges> {
    @Override
    public PhotoChanges convert(String text) {
      List<Augment> augments = new ArrayList<>();
      if (!text.equals("none")) {
        for (String name : text.split(",", -1)) {
          augments.add(
              switch (name) {
                case "flip" -> new HorizontalFlip();
                case "crop" -> new RandomResizedCrop(SMALLEST);
                default ->
                    throw new TypeConversionException(
                        "expected none, flip, crop or flip,crop, found '" + text + "'");
              });
        }
      }
      return new PhotoChanges(new Augmentations(augments));
    }
  }
}
