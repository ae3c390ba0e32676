package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.Fitted;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.graph.type.FoveaException;
import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A picture for {@link Model#classify(List, int)}, in one of the forms that programs have it in. It
 * is read and fitted to the model when it is classified.
 */
public final class PictureInput {
  private final String name;
  private final Content content;

  private PictureInput(String name, Content content) {
    this.name = name;
    this.content = content;
  }

  /**
   * What is said of a picture.
   *
   * @param steps what was done to it
   * @param warnings what is wrong with its file
   */
  public record Report(List<String> steps, List<String> warnings) {

    /** Copies the lists. */
    public Report {
      steps = List.copyOf(steps);
      warnings = List.copyOf(warnings);
    }
  }

  /** Writes the picture as a model wants it, and tells about it. */
  private interface Content {
    Report write(Preprocessing preprocessing, MemorySegment target, long offset);
  }

  /** A picture in a file: PNG, JPEG, GIF, BMP, TIFF or ICO, of any size. */
  public static PictureInput of(Path file) {
    return pixels(file.toString(), () -> PictureFile.decode(file));
  }

  /** The content of such a file. */
  public static PictureInput of(byte[] encoded) {
    return pixels("picture", () -> PictureFile.decode(encoded));
  }

  /** A picture that Java has decoded or drawn. */
  @SuppressWarnings("exports") // java.desktop has names, such as List, that programs do not want
  public static PictureInput of(BufferedImage picture) {
    return pixels("picture", () -> new DecodedPicture(PictureFile.of(picture)));
  }

  /** A decoded picture of any size. */
  public static PictureInput of(Picture picture) {
    return pixels("picture", () -> new DecodedPicture(picture));
  }

  /** The network's input itself, {@code [c, h, w]}: preprocessing is done already. */
  public static PictureInput of(float[] values) {
    return new PictureInput(
        "picture",
        (preprocessing, target, offset) -> {
          PictureShape shape = preprocessing.input();
          if (values.length != shape.values()) {
            throw FoveaException.at(
                "",
                String.format(
                    Locale.ROOT,
                    "expected %,d numbers, those of %s, found %,d",
                    shape.values(),
                    shape,
                    values.length),
                "give one for each channel, row and column of the network's input");
          }
          MemorySegment.copy(values, 0, target, ValueLayout.JAVA_FLOAT, offset, values.length);
          return new Report(List.of(), List.of());
        });
  }

  private static PictureInput pixels(String name, Supplier<DecodedPicture> picture) {
    return new PictureInput(
        name,
        (preprocessing, target, offset) -> {
          DecodedPicture decoded = picture.get();
          Fitted fitted = Fitting.fit(decoded.picture(), preprocessing);
          preprocessing.normalizer().apply(fitted.picture().pixels(), target, offset);
          return new Report(fitted.steps(), decoded.warnings());
        });
  }

  /** What errors call it: its file, as a rule. */
  public String name() {
    return name;
  }

  /**
   * Writes the picture into {@code target}, and tells about it.
   *
   * @throws UserException if it is absent, damaged or none, or cannot be made what the model wants
   */
  Report write(Preprocessing preprocessing, MemorySegment target, long offset) {
    try {
      return content.write(preprocessing, target, offset);
    } catch (UserException e) {
      // A file that cannot be read knows its name; a picture that does not fit does not.
      throw e.within(name);
    }
  }
}
