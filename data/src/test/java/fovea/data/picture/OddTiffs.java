package fovea.data.picture;

import static fovea.data.picture.TiffMaker.HEIGHT;
import static fovea.data.picture.TiffMaker.ORIENTATION;
import static fovea.data.picture.TiffMaker.WIDTH;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** TIFF files of many kinds and with something odd about them, by name. */
final class OddTiffs {

  private static final int WHITE_IS_ZERO = 0;
  private static final int GRAY = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int[] THREE = {8, 8, 8};
  private static final int[] FOUR = {8, 8, 8, 8};

  private final Map<String, byte[]> cases = new LinkedHashMap<>();

  static Map<String, byte[]> all() {
    var odd = new OddTiffs();
    odd.kinds();
    odd.compressions();
    odd.strips();
    odd.tags();
    return odd.cases;
  }

  private void put(String name, TiffMaker maker) {
    cases.put(name, maker.file());
  }

  private static TiffMaker rgb() {
    return new TiffMaker(RGB, THREE);
  }

  private void kinds() {
    for (int bits : new int[] {1, 2, 4, 8, 16}) {
      put("gray-" + bits, new TiffMaker(GRAY, bits).pixels());
      put("white-is-zero-" + bits, new TiffMaker(WHITE_IS_ZERO, bits).pixels());
    }
    put("gray-16-big-endian", new TiffMaker(GRAY, 16).bigEndian().pixels());
    put("rgb", rgb().pixels());
    put("rgb-big-endian", rgb().bigEndian().pixels());
    put("rgb-16", new TiffMaker(RGB, 16, 16, 16).pixels());
    put("rgb-16-big-endian", new TiffMaker(RGB, 16, 16, 16).bigEndian().pixels());
    put("rgb-planes", planes(rgb()));
    put("rgba", new TiffMaker(RGB, FOUR).set(338, 2).pixels());
    put("rgba-associated", new TiffMaker(RGB, FOUR).set(338, 1).pixels());
    put("rgb-and-something", new TiffMaker(RGB, FOUR).set(338, 0).pixels());
    put("rgba-16", new TiffMaker(RGB, 16, 16, 16, 16).set(338, 2).pixels());
    put("gray-alpha", new TiffMaker(GRAY, 8, 8).set(338, 2).pixels());
    put("cmyk", new TiffMaker(CMYK, FOUR).pixels());
    put("cmyk-planes", planes(new TiffMaker(CMYK, FOUR)));
    put("palette", new TiffMaker(PALETTE, 8).set(320, map(256)).pixels());
    put("palette-4", new TiffMaker(PALETTE, 4).set(320, map(16)).pixels());
    put("palette-1", new TiffMaker(PALETTE, 1).set(320, map(2)).pixels());
    put("palette-short", new TiffMaker(PALETTE, 8).set(320, map(100)).pixels());
    put("palette-missing", new TiffMaker(PALETTE, 8).pixels());
    put("bits-reversed", new TiffMaker(GRAY, 1).set(266, 2).pixels());
    put("floats", floats());
  }

  private static TiffMaker planes(TiffMaker maker) {
    maker.set(284, 2);
    byte[] all = maker.rows(0, HEIGHT);
    for (int at = 0; at < all.length; at += WIDTH * HEIGHT) {
      maker.strip(Arrays.copyOfRange(all, at, at + WIDTH * HEIGHT));
    }
    return maker;
  }

  private static int[] map(int count) {
    byte[] colors = PngMaker.colors(count);
    var map = new int[3 * count];
    for (int i = 0; i < map.length; i++) {
      map[i] = (colors[i % count * 3 + i / count] & 0xFF) * 0x101;
    }
    return map;
  }

  private static TiffMaker floats() {
    ByteBuffer data = ByteBuffer.allocate(4 * WIDTH * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      data.putFloat(PngMaker.sample(i % WIDTH, i / WIDTH, 0));
    }
    return new TiffMaker(GRAY, 32).set(339, 3).strip(data.array());
  }

  private void compressions() {
    byte[] rows = rgb().rows(0, HEIGHT);
    put("lzw", rgb().set(259, 5).strip(lzw(rows)));
    put("deflate", rgb().set(259, 8).strip(PngMaker.deflated(rows)));
    put("old-deflate", rgb().set(259, 32946).strip(PngMaker.deflated(rows)));
    put("packbits", rgb().set(259, 32773).strip(packBits(rows, WIDTH * 3)));
    byte[] differences = rows.clone();
    for (int i = rows.length - 1; i >= 0; i--) {
      if (i % (3 * WIDTH) >= 3) {
        differences[i] -= rows[i - 3];
      }
    }
    put("lzw-differences", rgb().set(259, 5).set(317, 2).strip(lzw(differences)));
    put("deflate-differences", rgb().set(259, 8).set(317, 2).strip(PngMaker.deflated(differences)));
    put("differences-uncompressed", rgb().set(317, 2).strip(differences));
    put("unknown-compression", rgb().set(259, 99).strip(rows));
    byte[] gray = new TiffMaker(GRAY, 8).rows(0, HEIGHT);
    put("gray-lzw", new TiffMaker(GRAY, 8).set(259, 5).strip(lzw(gray)));
    put("lzw-cut", rgb().set(259, 5).strip(Arrays.copyOf(lzw(rows), 150)));
    put("deflate-cut", rgb().set(259, 8).strip(Arrays.copyOf(PngMaker.deflated(rows), 100)));
    byte[] broken = PngMaker.deflated(rows);
    Arrays.fill(broken, 60, 70, (byte) 0xFF);
    put("deflate-broken", rgb().set(259, 8).strip(broken));
    put("packbits-cut", rgb().set(259, 32773).strip(Arrays.copyOf(packBits(rows, WIDTH * 3), 90)));
    byte[] bits = new TiffMaker(GRAY, 1).rows(0, HEIGHT);
    put("gray-1-packbits", new TiffMaker(GRAY, 1).set(259, 32773).strip(packBits(bits, 2)));
  }

  /** Codes of nine bits, highest first, that never grow. */
  private static byte[] lzw(byte[] data) {
    var out = new ByteArrayOutputStream();
    int held = 256;
    int bits = 9;
    for (int i = 0; i <= data.length; i++) {
      int code = i < data.length ? data[i] & 0xFF : 257;
      for (int next : i % 200 == 199 ? new int[] {256, code} : new int[] {code}) {
        held = held << 9 | next;
        bits += 9;
        while (bits >= 8) {
          out.write(held >> (bits - 8));
          bits -= 8;
          held &= (1 << bits) - 1;
        }
      }
    }
    out.write(held << (8 - bits));
    return out.toByteArray();
  }

  private static byte[] packBits(byte[] data, int row) {
    var out = new ByteArrayOutputStream();
    for (int at = 0; at < data.length; at += row) {
      out.write(row - 1);
      out.write(data, at, row);
    }
    return out.toByteArray();
  }

  private void strips() {
    TiffMaker three = rgb().set(278, 4);
    put(
        "three-strips",
        three.strip(three.rows(0, 4)).strip(three.rows(4, 8)).strip(three.rows(8, 9)));
    byte[] rows = rgb().rows(0, HEIGHT);
    put("no-rows-per-strip", rgb().without(278).strip(rows));
    put("rows-per-strip-0", rgb().set(278, 0).strip(rows));
    put("rows-per-strip-huge", rgb().longs(278, -1).strip(rows));
    put("strip-size-0", rgb().longs(279, 0).strip(rows));
    put("strip-size-too-large", rgb().longs(279, 1_000_000).strip(rows));
    put("strip-size-too-small", rgb().longs(279, 100).strip(rows));
    put("strip-size-huge", rgb().longs(279, -1).strip(rows));
    put("strip-beyond", rgb().longs(273, 5_000).strip(rows));
    put("strip-size-in-shorts", rgb().set(279, rows.length).strip(rows));
    put("no-strips", rgb());
    put("pixels-cut", rgb().longs(279, rows.length).strip(Arrays.copyOf(rows, rows.length / 2)));
    put("last-byte-cut", rgb().longs(279, rows.length).strip(Arrays.copyOf(rows, rows.length - 1)));
    put(
        "deflate-size-too-large",
        rgb().set(259, 8).longs(279, 1_000_000).strip(PngMaker.deflated(rows)));
    put("tile", tile(16));
    put("tile-of-17", tile(17));
    put(
        "tile-huge",
        rgb()
            .set(322, 60_000)
            .set(323, 60_000)
            .longs(324, 0)
            .longs(325, 9)
            .without(278)
            .strip(new byte[9]));
  }

  private static TiffMaker tile(int side) {
    var tile = new byte[side * side * 3];
    byte[] rows = rgb().rows(0, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(rows, y * WIDTH * 3, tile, y * side * 3, WIDTH * 3);
    }
    TiffMaker maker = rgb().set(322, side).set(323, side).longs(324, 0).longs(325, tile.length);
    return maker.without(278).strip(tile);
  }

  private void tags() {
    for (int orientation = 1; orientation <= 9; orientation++) {
      put("turned-" + orientation, rgb().set(ORIENTATION, orientation).pixels());
    }
    put("turned-with-long", rgb().longs(ORIENTATION, 6).pixels());
    put("tags-reversed", rgb().reversed().pixels());
    put("unknown-tags", rgb().set(65_000, 1).longs(254, 0).typed(65_001, 99, 5).pixels());
    put("resolution-0", rgb().typed(282, 5, 1, 0).typed(283, 5, 0, 0).pixels());
    put("text", rgb().typed(270, 2, 'a', 'b').typed(305, 2, 200, 201, 0).pixels());
    put("no-photometric", rgb().without(262).pixels());
    put(
        "no-bits",
        new TiffMaker(GRAY, 1).without(258).strip(new TiffMaker(GRAY, 1).rows(0, HEIGHT)));
    put("one-bits-for-three", rgb().set(258, 8).strip(rgb().rows(0, HEIGHT)));
    put("no-samples", new TiffMaker(GRAY, 8).without(277).pixels());
    put("no-compression", rgb().without(259).pixels());
    put("no-width", rgb().without(256).strip(rgb().rows(0, HEIGHT)));
    put("width-0", rgb().set(256, 0).strip(rgb().rows(0, HEIGHT)));
    put("size-in-longs", rgb().longs(256, WIDTH).longs(257, HEIGHT).pixels());
    put("profile-broken", rgb().typed(34_675, 7, 1, 2, 3, 4, 5).pixels());
    put("exif-beyond", rgb().longs(34_665, 1_000_000).pixels());
    put("gps-at-itself", rgb().longs(34_853, 8).pixels());
    byte[] good = rgb().pixels().file();
    byte[] loop = good.clone();
    int next = 8 + 2 + 12 * loop[8];
    loop[next] = 8;
    cases.put("next-directory-is-itself", loop);
    byte[] far = good.clone();
    Arrays.fill(far, next, next + 4, (byte) 0x7F);
    cases.put("next-directory-beyond", far);
    byte[] lost = good.clone();
    Arrays.fill(lost, 4, 8, (byte) 0x7F);
    cases.put("directory-beyond", lost);
    byte[] many = good.clone();
    many[9] = 0x7F;
    cases.put("too-many-tags", many);
    cases.put("junk-after", Arrays.copyOf(good, good.length + 100));
    cases.put("cut-in-directory", Arrays.copyOf(good, 60));
  }
}
