package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first frame of a GIF file on its canvas, as Pillow shows it: blocks that nobody knows are
 * passed over, and what follows the frame does not matter.
 */
final class GifFile implements PictureDecoder {

  private static final int OPAQUE = 0xFF << 24;
  private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  private static final int[][] IN_ORDER = {{0, 1}};

  private final ByteBuffer in;
  private final int[] colors = new int[256];
  private final List<String> warnings = new ArrayList<>();
  private int canvasWidth;
  private int canvasHeight;
  private int transparent = -1;
  private int left;
  private int top;
  private int frameWidth;
  private int frameHeight;
  private int[][] passes = IN_ORDER;

  GifFile(byte[] content) throws IOException {
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.setAll(colors, i -> OPAQUE | i * 0x010101);
    try {
      boolean known = (content[4] == '7' || content[4] == '9') && content[5] == 'a';
      if (!known) {
        throw new IOException("a version that does not exist");
      }
      in.position(6);
      canvasWidth = unsigned();
      canvasHeight = unsigned();
      int flags = in.get();
      in.getShort();
      takeColors(flags);
      findFrame();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("it is cut short", e);
    }
  }

  private void takeColors(int flags) {
    int count = (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
    for (int i = 0; i < count; i++) {
      colors[i] = OPAQUE | (in.get() & 0xFF) << 16 | (in.get() & 0xFF) << 8 | (in.get() & 0xFF);
    }
  }

  private void findFrame() throws IOException {
    int unknown = 0;
    while (true) {
      switch (in.get()) {
        case ',' -> {
          takeFrame();
          if (unknown > 0) {
            warnings.add(
                String.format(Locale.ROOT, "%,d unknown bytes before its first frame", unknown));
          }
          return;
        }
        case '!' -> takeExtension();
        case ';' -> throw new IOException("it holds no frame");
        default -> unknown++;
      }
    }
  }

  private void takeExtension() {
    boolean control = in.get() == (byte) 0xF9;
    byte[] block = block();
    if (control && block.length >= 4 && (block[0] & 1) == 1) {
      transparent = block[3] & 0xFF;
    }
    while (block.length > 0) {
      block = block();
    }
  }

  private byte[] block() {
    var block = new byte[in.get() & 0xFF];
    in.get(block);
    return block;
  }

  private void takeFrame() {
    left = unsigned();
    top = unsigned();
    frameWidth = unsigned();
    frameHeight = unsigned();
    canvasWidth = Math.max(canvasWidth, left + frameWidth);
    canvasHeight = Math.max(canvasHeight, top + frameHeight);
    if (frameWidth == 0 && frameHeight == 0) {
      frameWidth = canvasWidth - left;
      frameHeight = canvasHeight - top;
    }
    int flags = in.get();
    passes = (flags & 0x40) == 0 ? IN_ORDER : INTERLACED;
    takeColors(flags);
  }

  private int unsigned() {
    return Short.toUnsignedInt(in.getShort());
  }

  @Override
  public int width() {
    return canvasWidth;
  }

  @Override
  public int height() {
    return canvasHeight;
  }

  @Override
  public DecodedPicture decode() throws IOException {
    if (!in.hasRemaining()) {
      throw new IOException("it is cut short");
    }
    int smallest = in.get() & 0xFF;
    byte[] frame = new LzwDecoder(data(), smallest).values(frameWidth * frameHeight);
    if (transparent >= 0) {
      colors[transparent] &= ~OPAQUE;
    }
    var canvas = new int[canvasWidth * canvasHeight];
    Arrays.fill(canvas, colors[Math.max(0, transparent)]);
    int from = 0;
    for (int[] pass : passes) {
      for (int y = pass[0]; y < frameHeight; y += pass[1]) {
        int to = (top + y) * canvasWidth + left;
        for (int x = 0; x < frameWidth; x++) {
          canvas[to + x] = colors[frame[from++] & 0xFF];
        }
      }
    }
    return new DecodedPicture(
        Rasters.ofColors(
            canvasWidth,
            canvasHeight,
            (y, row) -> System.arraycopy(canvas, y * canvasWidth, row, 0, canvasWidth)),
        warnings);
  }

  /** The blocks of the frame, as many as are there. */
  private byte[] data() {
    var data = new ByteArrayOutputStream();
    while (in.hasRemaining()) {
      int length = Math.min(in.get() & 0xFF, in.remaining());
      if (length == 0) {
        return data.toByteArray();
      }
      data.write(in.array(), in.position(), length);
      in.position(in.position() + length);
    }
    warnings.add("its end is missing");
    return data.toByteArray();
  }
}
