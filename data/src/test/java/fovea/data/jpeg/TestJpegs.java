package fovea.data.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files written and read by the codec of the JDK, which is libjpeg 6b. */
final class TestJpegs {

  private TestJpegs() {}

  /** Smooth shapes with some noise, of 1 (gray), 3 (color) or 4 (print colors) bands. */
  static WritableRaster raster(int bands, int width, int height, long seed) {
    var raster = Raster.createInterleavedRaster(0, width, height, bands, null);
    var random = new SplittableRandom(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          double wave = Math.sin((x + 7.0 * band) / 9) * Math.cos((y - 3.0 * band) / 7);
          int value = (int) (128 + 100 * wave) + random.nextInt(-25, 25);
          raster.setSample(x, y, band, Math.clamp(value, 0, 255));
        }
      }
    }
    return raster;
  }

  static byte[] write(WritableRaster raster, float quality, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    how.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image(raster), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOImage image(WritableRaster raster) {
    if (raster.getNumBands() == 4) {
      return new IIOImage(raster, null, null);
    }
    int type =
        raster.getNumBands() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    var image = new BufferedImage(raster.getWidth(), raster.getHeight(), type);
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        image.getRaster().setPixel(x, y, raster.getPixel(x, y, (int[]) null));
      }
    }
    return new IIOImage(image, null, null);
  }

  /** Samples as the JDK decodes them: red, green and blue, gray, or inks as they are stored. */
  static Raster read(byte[] jpeg, boolean inks) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in);
      return inks ? reader.readRaster(0, null) : reader.read(0).getRaster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reader.dispose();
    }
  }
}
