package fovea.data.picture;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * A WebP file, the first frame if it is animated. The decoder gets only the chunks that count for
 * the pixels: color profiles, which nobody here applies, and unknown chunks do not matter.
 */
final class WebpFile implements PictureDecoder {

  private static final int HEAD = 12;
  private static final int EXTENSION = 10;
  private static final int FRAME = 16;
  private static final int ANIMATED = 0x02;
  private static final int EXIF = 0x08;
  private static final int ALPHA = 0x10;
  private static final Set<String> IMAGES = Set.of("VP8 ", "VP8L");

  private final ByteBuffer in;
  private final ByteArrayOutputStream ordered = new ByteArrayOutputStream();
  private Orientation orientation = Orientation.UPRIGHT;
  private byte[] extension = {};
  private boolean complete;
  private int left;
  private int top;
  private final int width;
  private final int height;

  WebpFile(byte[] content) throws IOException {
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long end = content.length < HEAD ? -1 : 8 + Integer.toUnsignedLong(in.getInt(4));
    if (end < HEAD || end > content.length) {
      throw new IOException("it is cut short");
    }
    long at = HEAD;
    while (at + 8 <= end) {
      at = take((int) at, end);
    }
    if (!complete) {
      throw new IOException("it holds no pixels");
    }
    boolean extended = extension.length > 0;
    try (var reader = new PluginReader("webp", file())) {
      width = extended ? 1 + number(extension, 4) : reader.width();
      height = extended ? 1 + number(extension, 7) : reader.height();
      boolean fits =
          says(ANIMATED)
              ? reader.width() + left <= width && reader.height() + top <= height
              : reader.width() == width && reader.height() == height;
      if (!fits) {
        throw new IOException("pixels of another size than said");
      }
    }
  }

  /** Takes a chunk and gives where the next begins. */
  private long take(int at, long end) throws IOException {
    String type = new String(in.array(), at, 4, StandardCharsets.ISO_8859_1);
    long size = Integer.toUnsignedLong(in.getInt(at + 4));
    long next = at + 8 + size;
    if (next > end) {
      throw new IOException("it is cut short");
    }
    byte[] data = Arrays.copyOfRange(in.array(), at + 8, (int) next);
    switch (type) {
      case "VP8X" -> extend(data);
      case "EXIF" -> turn(data);
      case "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L" -> takePixels(type, data);
      default -> {
        // Nothing that changes the pixels.
      }
    }
    return next + size % 2;
  }

  private void extend(byte[] data) throws IOException {
    if (data.length < EXTENSION) {
      throw new IOException("a header of " + data.length + " bytes");
    }
    extension = data;
  }

  private void turn(byte[] data) {
    if (says(EXIF)) {
      boolean named = data.length > 6 && data[0] == 'E';
      orientation = Orientation.of(named ? Arrays.copyOfRange(data, 6, data.length) : data);
    }
  }

  private void takePixels(String type, byte[] data) {
    if (complete) {
      return;
    }
    if (type.equals("ANMF") && data.length >= FRAME) {
      left = 2 * number(data, 0);
      top = 2 * number(data, 3);
    }
    complete = says(ANIMATED) ? type.equals("ANMF") : IMAGES.contains(type);
    put(ordered, type, data);
  }

  private static void put(ByteArrayOutputStream out, String type, byte[] data) {
    out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(little(data.length));
    out.writeBytes(data);
    out.writeBytes(new byte[data.length % 2]);
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A WebP file of nothing but the pixels. */
  private byte[] file() {
    var chunks = new ByteArrayOutputStream();
    if (extension.length > 0) {
      byte[] head = Arrays.copyOf(extension, EXTENSION);
      head[0] = (byte) (head[0] & (ALPHA | ANIMATED));
      // A plain picture has its own size; that of the extension is compared with it.
      if (head[0] != 0) {
        put(chunks, "VP8X", head);
      }
    }
    chunks.writeBytes(ordered.toByteArray());
    var out = new ByteArrayOutputStream();
    out.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(little(chunks.size() + 4));
    out.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(chunks.toByteArray());
    return out.toByteArray();
  }

  private boolean says(int flag) {
    return extension.length > 0 && (extension[0] & flag) != 0;
  }

  private static int number(byte[] data, int at) {
    return (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public DecodedPicture decode() throws IOException {
    try (var reader = new PluginReader("webp", file())) {
      return new DecodedPicture(orientation.upright(onCanvas(Rasters.picture(reader.image()))));
    }
  }

  /** A frame may be smaller than the canvas, which is black, or white where it is transparent. */
  private Picture onCanvas(Picture frame) {
    PictureShape shape = frame.shape();
    if (shape.width() == width && shape.height() == height) {
      return frame;
    }
    var canvas = new Picture(new PictureShape(shape.channels(), height, width));
    Arrays.fill(canvas.pixels(), (byte) (says(ALPHA) ? 255 : 0));
    for (int row = 0; row < shape.channels() * shape.height(); row++) {
      int y = row / shape.height() * height + top + row % shape.height();
      System.arraycopy(
          frame.pixels(), row * shape.width(), canvas.pixels(), y * width + left, shape.width());
    }
    return canvas;
  }
}
