package fovea.data.picture;

import fovea.data.DataException;
import fovea.data.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG, JPEG, GIF (its first frame) and BMP files. */
public final class PictureFile {

  /** Larger pictures are refused before they are decoded. */
  public static final int MAX_PIXELS = 100_000_000;

  private static final int MAX_SIDE = 65_535;

  /** Decoded raster and our copy of it, at four bytes each. */
  private static final int BYTES_PER_PIXEL = 8;

  private final Path file;

  private PictureFile(Path file) {
    this.file = file;
  }

  /**
   * The picture in a file: one channel if it is gray, else three; transparent parts become white,
   * and a photo that a camera took turned is turned upright.
   *
   * @throws DataException if the file is absent, no picture, damaged, or larger than {@link
   *     #MAX_PIXELS}
   */
  public static Picture read(Path file) {
    return new PictureFile(file).read();
  }

  /** Why a file can be no picture, judged by its first bytes; empty if it can. */
  public static Optional<String> complaint(Path file) {
    try {
      FileKind kind = new PictureFile(file).kind();
      return kind.isReadable()
          ? Optional.empty()
          : Optional.of("expected a picture, found " + kind.description());
    } catch (DataException e) {
      return Optional.of(e.problem());
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private Picture read() {
    try {
      FileKind kind = kind();
      if (!kind.isReadable()) {
        throw error(
            "expected a picture, found " + kind.description(),
            "Convert it to PNG or JPEG, or name another file");
      }
      if (kind == FileKind.PNG && !PngChunks.areWhole(file)) {
        throw error("expected a PNG picture, found it damaged (check sum)", "Get the file again");
      }
      BufferedImage image = decode(kind);
      Picture picture = Rasters.picture(image);
      return kind == FileKind.JPEG ? Orientation.of(file).upright(picture) : picture;
    } catch (NoSuchFileException e) {
      throw error("expected a picture, found no file", "Check the path");
    } catch (IOException e) {
      throw error("cannot be read: " + e.getMessage(), "Check the file and its permissions");
    }
  }

  private FileKind kind() throws IOException {
    if (Files.isDirectory(file)) {
      throw error("expected a picture, found a folder", "Name a file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return FileKind.of(in.readNBytes(FileKind.SAMPLE));
    }
  }

  private BufferedImage decode(FileKind kind) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(kind.reader()).next();
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      // Metadata is left alone: it can be large, and nobody here wants it.
      reader.setInput(in, true, true);
      checkSize(kind, reader.getWidth(0), reader.getHeight(0));
      var warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      BufferedImage image = reader.read(0);
      if (warnings.truncated) {
        throw error("the picture is cut short", "Get the file again");
      }
      return image;
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException ours) {
        throw ours;
      }
      // Decoders answer damaged files with all kinds of exceptions.
      throw error(
          "expected %s, found it damaged (%s)".formatted(kind.description(), reason(e)),
          "Get the file again, or convert it to PNG");
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  private void checkSize(FileKind kind, int width, int height) {
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS) {
      throw error(
          "expected at most %,d pixels, found %s of %,d × %,d"
              .formatted(MAX_PIXELS, kind.description(), width, height),
          "Make the picture smaller first");
    }
    if (pixels * BYTES_PER_PIXEL > Runtime.getRuntime().maxMemory()) {
      throw error(
          "%,d × %,d pixels do not fit into the memory of this process".formatted(width, height),
          "Make the picture smaller first, or start Java with a larger heap");
    }
  }

  private DataException error(String problem, String remedy) {
    return new DataException(file.toString(), problem, remedy);
  }

  /** The JPEG decoder fills what is missing with gray and only warns. */
  private static final class Warnings implements IIOReadWarningListener {

    private boolean truncated;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      truncated |= text.contains("truncated") || text.contains("premature");
    }
  }
}
