package fovea.data.picture;

import fovea.data.jpeg.JpegException;
import fovea.data.jpeg.JpegFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads PNG, JPEG, GIF (its first frame) and BMP files, and WebP files where a plugin of ImageIO is
 * there for them.
 */
public final class PictureFile {

  /** Larger pictures are refused before they are decoded. */
  public static final int MAX_PIXELS = 100_000_000;

  private static final int MAX_SIDE = 65_535;

  /** Longer files are not even opened: no picture of that many pixels needs so much. */
  private static final long MAX_BYTES = 1L << 29;

  /** Decoded raster and our copy of it, at four bytes each. */
  private static final long BYTES_PER_PIXEL = 8;

  private final String name;

  private PictureFile(String name) {
    this.name = name;
  }

  /**
   * The picture in a file: one channel if it is gray, else three; transparent parts become white,
   * and a photo that a camera took turned is turned upright.
   *
   * @throws DataException if the file is absent, no picture, so damaged that nothing can be shown,
   *     or larger than {@link #MAX_PIXELS}
   */
  public static Picture read(Path file) {
    return decode(file).picture();
  }

  /** The picture in the content of a file; see {@link #read(Path)}. */
  public static Picture read(byte[] content) {
    return decode(content).picture();
  }

  /** The picture of {@link #read(Path)} and what is wrong with the file. */
  public static DecodedPicture decode(Path file) {
    return new PictureFile(file.toString()).decodeFile(file);
  }

  /** The picture of {@link #read(byte[])} and what is wrong with the content. */
  public static DecodedPicture decode(byte[] content) {
    return new PictureFile("picture").decoded(content);
  }

  /** A picture of Java, as {@link #read(Path)} would have made it of a file. */
  @SuppressWarnings("exports") // java.desktop has names, such as List, that programs do not want
  public static Picture of(BufferedImage picture) {
    return Rasters.picture(picture);
  }

  /** Why a file can be no picture, judged by its first bytes; empty if it can. */
  public static Optional<String> problem(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      FileKind kind = FileKind.of(in.readNBytes(FileKind.SAMPLE));
      return kind.isReadable()
          ? Optional.empty()
          : Optional.of("expected a picture, found " + kind.description());
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private DecodedPicture decodeFile(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw error("expected a picture, found a folder", "Name a file in it");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw error(
            String.format(
                Locale.ROOT,
                "expected a picture of at most %,d MB, found %,d MB",
                MAX_BYTES >> 20,
                size >> 20),
            "Name another file");
      }
      return decoded(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw error("expected a picture, found no file", "Check the path");
    } catch (IOException e) {
      throw error("cannot be read: " + e.getMessage(), "Check the file and its permissions");
    }
  }

  private DecodedPicture decoded(byte[] content) {
    FileKind kind = FileKind.of(content);
    if (!kind.isReadable()) {
      throw error(
          "expected a picture, found " + kind.description(),
          "Convert it to PNG or JPEG, or name another file");
    }
    try {
      return kind == FileKind.JPEG ? jpeg(content) : byPlugin(kind, content);
    } catch (JpegException e) {
      throw damaged(kind, e.problem());
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException ours) {
        throw ours;
      }
      // Decoders answer damaged files with all kinds of exceptions.
      throw damaged(kind, Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
    }
  }

  private DecodedPicture jpeg(byte[] content) {
    var jpeg = new JpegFile(content);
    checkSize(FileKind.JPEG, jpeg.width(), jpeg.height(), jpeg.memory());
    Picture picture = jpeg.decode();
    Orientation orientation = jpeg.exif().map(Orientation::of).orElse(Orientation.UPRIGHT);
    return new DecodedPicture(orientation.upright(picture), jpeg.warnings());
  }

  private DecodedPicture byPlugin(FileKind kind, byte[] content) throws IOException {
    if (kind == FileKind.PNG && !PngChunks.areWhole(content)) {
      throw damaged(kind, "check sum");
    }
    try (var reader = new PluginReader(kind, content)) {
      long pixels = (long) reader.width() * reader.height();
      checkSize(kind, reader.width(), reader.height(), pixels * BYTES_PER_PIXEL);
      return reader.read();
    }
  }

  private void checkSize(FileKind kind, int width, int height, long memory) {
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected at most %,d pixels, found %s of %,d × %,d",
              MAX_PIXELS,
              kind.description(),
              width,
              height),
          "Make the picture smaller first");
    }
    if (memory > Runtime.getRuntime().maxMemory()) {
      throw error(
          String.format(
              Locale.ROOT,
              "%,d × %,d pixels do not fit into the memory of this process",
              width,
              height),
          "Make the picture smaller first, or start Java with a larger heap");
    }
  }

  private DataException damaged(FileKind kind, String reason) {
    return error(
        "expected %s, found it damaged (%s)".formatted(kind.description(), reason),
        "Get the file again, or convert it to PNG");
  }

  private DataException error(String problem, String remedy) {
    return new DataException(name, problem, remedy);
  }
}
