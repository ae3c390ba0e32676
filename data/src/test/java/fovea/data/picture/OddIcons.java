package fovea.data.picture;

import static fovea.data.picture.BmpMaker.HEIGHT;
import static fovea.data.picture.BmpMaker.WIDTH;
import static fovea.data.picture.OddPngs.joined;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Icons of all kinds and with something odd about them, by name. */
final class OddIcons {

  private static final int ENTRY = 16;

  private final Map<String, byte[]> cases = new LinkedHashMap<>();

  /** A picture of an icon, and what the directory says of it. */
  private record Part(int width, int height, int bits, byte[] content) {

    Part(int bits, byte[] content) {
      this(WIDTH, HEIGHT, bits, content);
    }
  }

  static Map<String, byte[]> all() {
    var odd = new OddIcons();
    odd.add();
    return odd.cases;
  }

  private void add() {
    for (int bits : new int[] {1, 4, 8, 24, 32}) {
      put("bits-" + bits, new Part(bits, bitmap(bits)));
    }
    byte[] png =
        PngMaker.file(
            PngMaker.header(8, PngMaker.RGBA, false),
            PngMaker.chunk("IDAT", PngMaker.deflated(PngMaker.rows(8, PngMaker.RGBA, false))),
            PngMaker.chunk("IEND"));
    put("png", new Part(32, png));
    put("png-first", new Part(32, png), new Part(5, 5, 32, bitmap(32)));
    put("png-last", new Part(5, 5, 8, bitmap(8)), new Part(32, png));
    put("deepest", new Part(8, bitmap(8)), new Part(24, bitmap(24)), new Part(4, bitmap(4)));
    put("no-depth", new Part(0, bitmap(8)));
    put("said-256", new Part(256, 256, 24, bitmap(24)));
    put("none");
    byte[] good = icon(new Part(24, bitmap(24)));
    cases.put("junk-after", Arrays.copyOf(good, good.length + 40));
    cases.put("cut", Arrays.copyOf(good, good.length / 2));
    cases.put("cut-in-directory", Arrays.copyOf(good, 12));
    cases.put("mask-cut", Arrays.copyOf(good, good.length - 3));
    byte[] beyond = good.clone();
    beyond[20] = 0x7F;
    cases.put("picture-beyond", beyond);
    byte[] many = good.clone();
    many[4] = 9;
    cases.put("too-many-said", many);
    byte[] cutPng = Arrays.copyOf(png, png.length / 2);
    put("png-cut", new Part(32, cutPng));
  }

  private void put(String name, Part... parts) {
    cases.put(name, icon(parts));
  }

  /** A bitmap of twice the height, and a mask. */
  private static byte[] bitmap(int bits) {
    var mask = new byte[HEIGHT * 4];
    for (int y = 0; y < HEIGHT; y++) {
      mask[4 * y] = (byte) (0b1010_0000 + y);
    }
    return joined(new BmpMaker(bits).size(WIDTH, 2 * HEIGHT).bitmap(), mask);
  }

  private static byte[] icon(Part... parts) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 1, 0, (byte) parts.length, 0});
    int at = 6 + ENTRY * parts.length;
    for (Part part : parts) {
      ByteBuffer entry = BmpMaker.little(ENTRY).put((byte) part.width()).put((byte) part.height());
      entry.putShort((short) 0).putShort((short) 1).putShort((short) part.bits());
      out.writeBytes(entry.putInt(part.content().length).putInt(at).array());
      at += part.content().length;
    }
    for (Part part : parts) {
      out.writeBytes(part.content());
    }
    return out.toByteArray();
  }
}
