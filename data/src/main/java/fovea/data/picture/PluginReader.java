package fovea.data.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** One of ImageIO's decoders at work on a file. */
final class PluginReader implements AutoCloseable {

  private final ImageReader reader;

  /**
   * Begins with a file.
   *
   * @param name under which Java knows the decoder
   */
  PluginReader(String name, byte[] content) {
    this.reader = ImageIO.getImageReadersByFormatName(name).next();
    // Metadata is left alone: it can be large, and nobody here wants it.
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)), true, true);
  }

  /** Whether Java knows a decoder under a name. */
  static boolean isThere(String name) {
    return ImageIO.getImageReadersByFormatName(name).hasNext();
  }

  /** The picture of a file, turned upright. */
  static DecodedPicture picture(
      String name, byte[] content, Orientation orientation, List<String> warnings)
      throws IOException {
    try (var reader = new PluginReader(name, content)) {
      return new DecodedPicture(orientation.upright(Rasters.picture(reader.image())), warnings);
    }
  }

  int width() throws IOException {
    return reader.getWidth(0);
  }

  int height() throws IOException {
    return reader.getHeight(0);
  }

  BufferedImage image() throws IOException {
    var warnings = new Warnings();
    reader.addIIOReadWarningListener(warnings);
    BufferedImage image = reader.read(0);
    if (warnings.truncated) {
      throw new IOException("it is cut short");
    }
    return image;
  }

  @Override
  public void close() {
    reader.dispose();
  }

  /** Some decoders fill what is missing with gray and only warn. */
  private static final class Warnings implements IIOReadWarningListener {

    private boolean truncated;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      truncated |= text.contains("truncated") || text.contains("premature");
    }
  }
}
