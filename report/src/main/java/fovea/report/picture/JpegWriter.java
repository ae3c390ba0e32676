package fovea.report.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as JPEG files, which lose a little: for photos that are only looked at, of which
 * a page has many.
 *
 * @param quality from 0, the shortest file, to 1, the best picture
 */
public record JpegWriter(double quality) {

  /**
   * Checks the quality.
   *
   * @throws ReportException if it is out of range
   */
  public JpegWriter {
    if (!(quality >= 0 && quality <= 1)) {
      throw new ReportException(
          "JPEG file",
          String.format(Locale.ROOT, "expected a quality from 0 to 1, found %s", quality),
          "Choose one such as 0.8");
    }
  }

  /** Of a quality at which small pictures look as they are. */
  public JpegWriter() {
    this(0.8);
  }

  /** The content of a JPEG file. */
  public byte[] bytes(Bitmap bitmap) {
    var image = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = bitmap.pixels();
    // The image's own pixels, of the same form; setRGB would convert them one by one.
    int[] data = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(pixels, 0, data, 0, pixels.length);
    var file = new ByteArrayOutputStream();
    // The JDK has one in java.desktop, which this module reads.
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality((float) quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }
}
