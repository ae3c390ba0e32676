package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A PNG file. Java's decoder gets only what counts for the pixels, put in order: what else a file
 * holds, and whatever is wrong with it, keeps nobody from showing the picture.
 */
final class PngFile implements PictureDecoder {

  private static final int HEADER = 13;
  private static final int PALETTE_KIND = 3;
  private static final int MOST_COLORS = 256;
  private static final int MOST_NAMED = 5;

  private final List<String> warnings = new ArrayList<>();

  /** Chunks by name, so many as a warning takes. */
  private final Set<String> wrongSums = new LinkedHashSet<>();

  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private byte[] header = {};
  private byte[] colors = {};
  private byte[] opacity = {};
  private Optional<byte[]> exif = Optional.empty();
  private boolean pixelsBegun;
  private boolean pixelsEnded;
  private boolean pixelsDoubtful;

  PngFile(byte[] content) throws IOException {
    var chunks = new PngChunks(content);
    boolean ended = false;
    while (!ended && chunks.next()) {
      ended = chunks.type().equals("IEND");
      if (!ended) {
        take(chunks);
      }
    }
    if (header.length < HEADER) {
      throw new IOException("it has no header");
    }
    if (!pixelsBegun) {
      throw new IOException("it holds no pixels");
    }
    if (header[9] == PALETTE_KIND && colors.length == 0) {
      warnings.add("its palette is missing");
    }
    if (!wrongSums.isEmpty()) {
      warnings.add("wrong check sum (%s)".formatted(String.join(", ", wrongSums)));
    }
    if (!ended) {
      warnings.add("its end is missing");
    }
  }

  private void take(PngChunks chunk) throws IOException {
    String type = chunk.type();
    if (type.equals("IDAT")) {
      takePixels(chunk);
      return;
    }
    pixelsEnded = pixelsBegun;
    boolean right = chunk.hasRightSum();
    if (!right) {
      boolean needed = type.equals("IHDR") || type.equals("PLTE");
      if (!pixelsBegun && (needed || !chunk.isWhole())) {
        throw new IOException(
            chunk.isWhole() ? "wrong check sum (" + type + ")" : "it is cut short");
      }
      addWrong(type);
      return;
    }
    switch (type) {
      case "eXIf" -> exif = Optional.of(chunk.data());
      case "tEXt", "zTXt" -> exif = exif.or(() -> PngText.exif(chunk.data()));
      default -> {
        if (!pixelsBegun) {
          takeHead(type, chunk);
        }
      }
    }
  }

  private void takeHead(String type, PngChunks chunk) {
    switch (type) {
      case "IHDR" -> header = chunk.data();
      case "PLTE" -> colors = chunk.data();
      case "tRNS" -> opacity = chunk.data();
      default -> {
        // Nothing that changes the pixels.
      }
    }
  }

  private void takePixels(PngChunks chunk) {
    if (!pixelsEnded) {
      pixelsBegun = true;
      pixels.writeBytes(chunk.data());
      if (!chunk.hasRightSum()) {
        pixelsDoubtful = true;
        addWrong(chunk.type());
      }
    }
  }

  private void addWrong(String type) {
    if (wrongSums.size() < MOST_NAMED) {
      wrongSums.add(type);
    }
  }

  @Override
  public int width() {
    return ByteBuffer.wrap(header).getInt(0);
  }

  @Override
  public int height() {
    return ByteBuffer.wrap(header).getInt(4);
  }

  @Override
  public DecodedPicture decode() throws IOException {
    if (header[11] != 0) {
      throw new IOException("unknown way of filtering");
    }
    var layout = PngLayout.of(header);
    byte[] stream = pixels.toByteArray();
    Orientation orientation = exif.map(Orientation::of).orElse(Orientation.UPRIGHT);
    if (!pixelsDoubtful) {
      try {
        return PluginReader.picture("png", ordered(stream), orientation, warnings);
      } catch (IOException e) {
        // Another try below, which tells what is wrong.
      }
    }
    byte[] mended = layout.mended(stream, warnings);
    return PluginReader.picture("png", ordered(mended), orientation, warnings);
  }

  /** A PNG file of nothing but the pixels. */
  private byte[] ordered(byte[] stream) throws IOException {
    var out = new ByteArrayOutputStream(stream.length + 2_000);
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    byte[] head = Arrays.copyOf(header, HEADER);
    head[10] = 0;
    head[12] = (byte) (head[12] == 0 ? 0 : 1);
    put(out, "IHDR", head);
    if (head[9] == PALETTE_KIND) {
      put(out, "PLTE", palette(1 << head[8]));
    }
    int wanted =
        switch (head[9]) {
          case 0 -> 2;
          case 2 -> 6;
          case PALETTE_KIND -> Math.min(opacity.length, 1 << head[8]);
          default -> 0;
        };
    if (wanted > 0 && opacity.length >= wanted) {
      put(out, "tRNS", Arrays.copyOf(opacity, wanted));
    }
    put(out, "IDAT", stream);
    put(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** All colors that a pixel can name; those that the file leaves out are shades of gray. */
  private byte[] palette(int size) throws IOException {
    int given = colors.length / 3;
    if (given > MOST_COLORS) {
      throw new IOException("a palette of " + given + " colors");
    }
    var palette = new byte[3 * size];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = i < 3 * given ? colors[i] : (byte) (i / 3);
    }
    return palette;
  }

  /** Java's decoder compares no check sums. */
  private static void put(ByteArrayOutputStream out, String type, byte[] data) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    out.writeBytes(new byte[4]);
  }
}
