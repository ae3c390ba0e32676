package fovea.data.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** One of ImageIO's decoders at work on a file. */
final class PluginReader implements AutoCloseable {

  private final ImageReader reader;

  PluginReader(FileKind kind, byte[] content) {
    this.reader = ImageIO.getImageReadersByFormatName(kind.reader()).next();
    // Metadata is left alone: it can be large, and nobody here wants it.
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)), true, true);
  }

  int width() throws IOException {
    return reader.getWidth(0);
  }

  int height() throws IOException {
    return reader.getHeight(0);
  }

  DecodedPicture read() throws IOException {
    var warnings = new Warnings();
    reader.addIIOReadWarningListener(warnings);
    BufferedImage image = reader.read(0);
    if (warnings.truncated) {
      throw new IOException("it is cut short");
    }
    return new DecodedPicture(Rasters.picture(image));
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
