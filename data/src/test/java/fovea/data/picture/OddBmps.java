package fovea.data.picture;

import static fovea.data.picture.BmpMaker.HEIGHT;
import static fovea.data.picture.BmpMaker.WIDTH;
import static fovea.data.picture.BmpMaker.rows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** BMP files of all kinds and with something odd about them, by name. */
final class OddBmps {

  private static final int RUNS_OF_8 = 1;
  private static final int RUNS_OF_4 = 2;
  private static final int FIELDS = 3;

  private final Map<String, byte[]> cases = new LinkedHashMap<>();

  static Map<String, byte[]> all() {
    var odd = new OddBmps();
    odd.kinds();
    odd.runs();
    odd.headers();
    return odd.cases;
  }

  private void put(String name, BmpMaker maker) {
    cases.put(name, maker.file());
  }

  private void kinds() {
    for (int bits : new int[] {1, 4, 8, 16, 24, 32}) {
      put("bits-" + bits, new BmpMaker(bits));
      put("top-down-" + bits, new BmpMaker(bits).size(WIDTH, -HEIGHT));
    }
    for (int bits : new int[] {1, 4, 8, 24}) {
      put("os2-" + bits, new BmpMaker(bits).header(12));
    }
    put("os2-version-2", new BmpMaker(24).header(64));
    put("rgb-565", new BmpMaker(16).compression(FIELDS, 0xF800, 0x7E0, 0x1F));
    put("rgb-555", new BmpMaker(16).compression(FIELDS, 0x7C00, 0x3E0, 0x1F));
    put(
        "rgb-565-top-down",
        new BmpMaker(16).size(WIDTH, -HEIGHT).compression(FIELDS, 0xF800, 0x7E0, 0x1F));
    put(
        "rgb-565-version-4",
        new BmpMaker(16).header(108).compression(FIELDS, 0xF800, 0x7E0, 0x1F, 0));
    put("fields-32", new BmpMaker(32).compression(FIELDS, 0xFF0000, 0xFF00, 0xFF));
    put("fields-32-xbgr", new BmpMaker(32).compression(FIELDS, 0xFF000000, 0xFF0000, 0xFF00));
    put(
        "alpha",
        new BmpMaker(32).header(108).compression(FIELDS, 0xFF0000, 0xFF00, 0xFF, 0xFF000000));
    put(
        "alpha-version-5",
        new BmpMaker(32).header(124).compression(FIELDS, 0xFF0000, 0xFF00, 0xFF, 0xFF000000));
    put(
        "alpha-rgba",
        new BmpMaker(32).header(124).compression(FIELDS, 0xFF, 0xFF00, 0xFF0000, 0xFF000000));
    put(
        "alpha-low",
        new BmpMaker(32).header(124).compression(FIELDS, 0xFF000000, 0xFF0000, 0xFF00, 0xFF));
    put("version-4-without-fields", new BmpMaker(24).header(108));
    put("version-5-without-fields", new BmpMaker(8).header(124));
  }

  private void runs() {
    var runs8 = new ByteArrayOutputStream();
    var runs4 = new ByteArrayOutputStream();
    for (int y = 0; y < HEIGHT; y++) {
      runs8.writeBytes(new byte[] {5, (byte) (y * 20), 0, 4, 1, 2, 3, (byte) y, 4, 99, 0, 0});
      runs4.writeBytes(new byte[] {5, (byte) (y * 20), 0, 4, 0x12, 0x34, 4, 0x5A, 0, 0});
    }
    byte[] all8 = runs8.toByteArray();
    byte[] all4 = runs4.toByteArray();
    all8[all8.length - 1] = 1;
    all4[all4.length - 1] = 1;
    put("runs-8", new BmpMaker(8).compression(RUNS_OF_8).pixels(all8));
    put("runs-4", new BmpMaker(4).compression(RUNS_OF_4).pixels(all4));
    put("runs-8-cut", new BmpMaker(8).compression(RUNS_OF_8).pixels(Arrays.copyOf(all8, 60)));
    put(
        "runs-8-without-end",
        new BmpMaker(8).compression(RUNS_OF_8).pixels(Arrays.copyOf(all8, all8.length - 2)));
    put("runs-8-early-end", new BmpMaker(8).compression(RUNS_OF_8).pixels(changed(all8, 47, 1)));
    byte[] moves = all8.clone();
    System.arraycopy(new byte[] {0, 2, 3, 0, 10, 7, 0, 0, 0, 0, 0, 0}, 0, moves, 12, 8);
    put("runs-8-moves", new BmpMaker(8).compression(RUNS_OF_8).pixels(moves));
    put("runs-8-odd-literal", new BmpMaker(8).compression(RUNS_OF_8).pixels(odd()));
    put(
        "runs-8-top-down",
        new BmpMaker(8).size(WIDTH, -HEIGHT).compression(RUNS_OF_8).pixels(all8));
  }

  private static byte[] odd() {
    var out = new ByteArrayOutputStream();
    for (int y = 0; y < HEIGHT; y++) {
      out.writeBytes(
          new byte[] {0, 3, 1, 2, 3, 0, 10, (byte) y, 0, (byte) (y == HEIGHT - 1 ? 1 : 0)});
    }
    return out.toByteArray();
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private void headers() {
    byte[] good = new BmpMaker(24).file();
    cases.put("size-of-file-wrong", changed(good, 3, 99));
    cases.put("size-of-file-0", changed(changed(good, 2, 0), 3, 0));
    put("size-of-pixels-wrong", new BmpMaker(24).sizeOfPixels(7));
    put("size-of-pixels-huge", new BmpMaker(24).sizeOfPixels(-1));
    put("offset-0", new BmpMaker(24).offset(0));
    put("offset-0-with-palette", new BmpMaker(8).offset(0));
    put("offset-at-palette", new BmpMaker(8).offset(54));
    put("offset-beyond", new BmpMaker(24).offset(50_000));
    cases.put("planes-0", changed(good, 26, 0));
    put("colors-100", new BmpMaker(8).colors(100, 100));
    put("colors-said-300", new BmpMaker(8).colors(300, 300));
    put("colors-huge", new BmpMaker(8).colors(256, 1_000_000));
    put("colors-of-24-bits", new BmpMaker(24).colors(4, 4));
    put("gray-palette", gray());
    cases.put("bits-7", changed(good, 28, 7));
    cases.put("bits-0", changed(good, 28, 0));
    cases.put("compression-jpeg", changed(good, 30, 4));
    cases.put("compression-99", changed(good, 30, 99));
    cases.put("width-0", changed(good, 18, 0));
    cases.put("height-0", changed(good, 22, 0));
    cases.put("header-of-41", changed(good, 14, 41));
    cases.put("header-of-0", changed(good, 14, 0));
    cases.put("resolution-0", changed(changed(good, 38, 0), 39, 0));
    cases.put("cut-in-pixels", Arrays.copyOf(good, good.length / 2));
    cases.put("cut-in-last-row", Arrays.copyOf(good, good.length - 5));
    cases.put("padding-of-last-row-cut", Arrays.copyOf(good, good.length - 1));
    cases.put("cut-in-header", Arrays.copyOf(good, 30));
    cases.put("junk-after", Arrays.copyOf(good, good.length + 50));
    put(
        "junk-before-pixels",
        new BmpMaker(24).pixels(OddPngs.joined(new byte[6], rows(24))).offset(60));
  }

  private static BmpMaker gray() {
    var pixels = new ByteArrayOutputStream();
    for (int i = 0; i < 256; i++) {
      pixels.writeBytes(new byte[] {(byte) i, (byte) i, (byte) i, 0});
    }
    pixels.writeBytes(rows(8));
    return new BmpMaker(8).colors(0, 256).pixels(pixels.toByteArray()).offset(54 + 1_024);
  }
}
