package fovea.data.picture;

import static fovea.data.picture.PngMaker.GRAY;
import static fovea.data.picture.PngMaker.GRAY_ALPHA;
import static fovea.data.picture.PngMaker.PALETTE;
import static fovea.data.picture.PngMaker.RGB;
import static fovea.data.picture.PngMaker.RGBA;
import static fovea.data.picture.PngMaker.chunk;
import static fovea.data.picture.PngMaker.colors;
import static fovea.data.picture.PngMaker.deflated;
import static fovea.data.picture.PngMaker.file;
import static fovea.data.picture.PngMaker.header;
import static fovea.data.picture.PngMaker.headerData;
import static fovea.data.picture.PngMaker.rows;
import static fovea.data.picture.PngMaker.wrongSum;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** PNG files with something odd about them, by name. */
final class OddPngs {

  private static final byte[] HEADER = header(8, RGB, false);
  private static final byte[] ROWS = rows(8, RGB, false);
  private static final byte[] STREAM = deflated(ROWS);
  private static final byte[] IDAT = chunk("IDAT", STREAM);
  private static final byte[] END = chunk("IEND");
  private static final byte[] TEXT = chunk("tEXt", "a\0b".getBytes(StandardCharsets.US_ASCII));
  private static final byte[] GAMMA = chunk("gAMA", (byte) 0, (byte) 0, (byte) 0xB1, (byte) 0x8F);
  private static final byte[] PALETTE_HEADER = header(8, PALETTE, false);
  private static final byte[] PALETTE_IDAT = chunk("IDAT", deflated(rows(8, PALETTE, false)));
  private static final byte[] FULL_PALETTE = chunk("PLTE", colors(256));

  private final Map<String, byte[]> cases = new LinkedHashMap<>();

  static Map<String, byte[]> all() {
    var odd = new OddPngs();
    odd.kinds();
    odd.sums();
    odd.order();
    odd.streams();
    odd.palettes();
    odd.ancillary();
    odd.turned();
    return odd.cases;
  }

  private void put(String name, byte[]... chunks) {
    cases.put(name, file(chunks));
  }

  /** With something before the pixels of a good picture. */
  private void before(String name, byte[]... chunks) {
    byte[][] whole = new byte[chunks.length + 3][];
    whole[0] = HEADER;
    System.arraycopy(chunks, 0, whole, 1, chunks.length);
    whole[chunks.length + 1] = IDAT;
    whole[chunks.length + 2] = END;
    put(name, whole);
  }

  private void kinds() {
    for (int depth : new int[] {1, 2, 4, 8, 16}) {
      kind("gray-" + depth, depth, GRAY, false);
      kind("gray-interlaced-" + depth, depth, GRAY, true);
    }
    for (int depth : new int[] {8, 16}) {
      kind("rgb-" + depth, depth, RGB, false);
      kind("rgb-interlaced-" + depth, depth, RGB, true);
      kind("gray-alpha-" + depth, depth, GRAY_ALPHA, false);
      kind("rgba-" + depth, depth, RGBA, false);
      kind("rgba-interlaced-" + depth, depth, RGBA, true);
    }
    for (int depth : new int[] {1, 2, 4, 8}) {
      put(
          "palette-" + depth,
          header(depth, PALETTE, false),
          chunk("PLTE", colors(1 << depth)),
          chunk("IDAT", deflated(rows(depth, PALETTE, false))),
          END);
    }
  }

  private void kind(String name, int depth, int kind, boolean interlaced) {
    byte[] pixels = chunk("IDAT", deflated(rows(depth, kind, interlaced)));
    put(name, header(depth, kind, interlaced), pixels, END);
  }

  private void sums() {
    before("sum-of-gamma", wrongSum(GAMMA));
    before("sum-of-text", wrongSum(TEXT));
    put("sum-of-text-after-pixels", HEADER, IDAT, wrongSum(TEXT), END);
    put("sum-of-pixels", HEADER, wrongSum(IDAT), END);
    put("sum-of-end", HEADER, IDAT, wrongSum(END));
    put("sum-of-header", wrongSum(HEADER), IDAT, END);
    put("sum-of-palette", PALETTE_HEADER, wrongSum(FULL_PALETTE), PALETTE_IDAT, END);
    byte[] opacity = chunk("tRNS", (byte) 0, (byte) 128);
    put("sum-of-opacity", PALETTE_HEADER, FULL_PALETTE, wrongSum(opacity), PALETTE_IDAT, END);
  }

  private void order() {
    byte[] junk = "junk after the end".getBytes(StandardCharsets.US_ASCII);
    put("no-end", HEADER, IDAT);
    put("end-cut", HEADER, IDAT, Arrays.copyOf(END, 6));
    put("sum-of-pixels-missing", HEADER, Arrays.copyOf(IDAT, IDAT.length - 4));
    put("junk-after-end", HEADER, IDAT, END, junk);
    put("junk-instead-of-end", HEADER, IDAT, junk);
    put("zeros-instead-of-end", HEADER, IDAT, new byte[40]);
    put("picture-after-end", HEADER, IDAT, END, file(PALETTE_HEADER, FULL_PALETTE, END));
    cases.put("junk-before", joined(junk, file(HEADER, IDAT, END)));
    before("unknown-chunk", chunk("foOd", junk));
    before("unknown-critical-chunk", chunk("FOOD", junk));
    before("name-with-digits", chunk("a1b2", junk));
    before("name-of-signs", chunk("a?b!", junk));
    before("chunk-longer-than-file", Arrays.copyOf(chunk("foOd", new byte[5_000]), 20));
    before("chunk-of-negative-length", new byte[] {-1, -1, -1, -1, 'f', 'o', 'O', 'd', 1, 2, 3, 4});
    byte[] half = Arrays.copyOf(STREAM, 40);
    byte[] rest = Arrays.copyOfRange(STREAM, 40, STREAM.length);
    put("pixels-in-parts", HEADER, chunk("IDAT", half), chunk("IDAT"), chunk("IDAT", rest), END);
    put("text-among-pixels", HEADER, chunk("IDAT", half), TEXT, chunk("IDAT", rest), END);
    put("no-pixels", HEADER, END);
    put("empty-pixels", HEADER, chunk("IDAT"), END);
    put("text-before-header", TEXT, HEADER, IDAT, END);
    put("header-twice", HEADER, header(8, RGB, false), IDAT, END);
    put("no-header", IDAT, END);
    put("long-header", chunk("IHDR", Arrays.copyOf(headerData(8, RGB, false), 15)), IDAT, END);
    put("short-header", chunk("IHDR", Arrays.copyOf(headerData(8, RGB, false), 12)), IDAT, END);
    put("compression-method-1", changed(10, 1), IDAT, END);
    put("filter-method-1", changed(11, 1), IDAT, END);
    put("interlace-method-2", changed(12, 2), IDAT, END);
    put("depth-3", changed(8, 3), IDAT, END);
    put("color-type-5", changed(9, 5), IDAT, END);
    put("width-0", changed(3, 0), IDAT, END);
  }

  private static byte[] changed(int at, int value) {
    byte[] data = headerData(8, RGB, false);
    data[at] = (byte) value;
    return chunk("IHDR", data);
  }

  private void streams() {
    byte[] adler = STREAM.clone();
    adler[adler.length - 2] ^= (byte) 1;
    stream("adler", adler);
    stream("adler-missing", Arrays.copyOf(STREAM, STREAM.length - 4));
    stream("adler-cut", Arrays.copyOf(STREAM, STREAM.length - 1));
    stream("junk-after-stream", Arrays.copyOf(STREAM, STREAM.length + 30));
    byte[] window = STREAM.clone();
    window[0] = 0x08;
    window[1] = 0x1D;
    stream("window-too-small", window);
    byte[] check = STREAM.clone();
    check[1] ^= (byte) 2;
    stream("stream-header", check);
    byte[] broken = STREAM.clone();
    Arrays.fill(broken, broken.length / 2, broken.length / 2 + 8, (byte) 0xFF);
    stream("broken-in-the-middle", broken);
    stream("half-a-stream", Arrays.copyOf(STREAM, STREAM.length / 2));
    stream("a-row-too-few", deflated(Arrays.copyOf(ROWS, ROWS.length * 8 / 9)));
    stream("a-byte-too-few", deflated(Arrays.copyOf(ROWS, ROWS.length - 1)));
    stream("rows-too-many", deflated(Arrays.copyOf(ROWS, ROWS.length * 2)));
    byte[] filter = ROWS.clone();
    filter[3 * (ROWS.length / 9)] = 5;
    stream("filter-5", deflated(filter));
    byte[] file = file(HEADER, IDAT, END);
    cases.put("file-cut-in-pixels", Arrays.copyOf(file, file.length - 60));
  }

  private void stream(String name, byte[] stream) {
    put(name, HEADER, chunk("IDAT", stream), END);
  }

  private void palettes() {
    put("palette-missing", PALETTE_HEADER, PALETTE_IDAT, END);
    put("palette-short", PALETTE_HEADER, chunk("PLTE", colors(100)), PALETTE_IDAT, END);
    put(
        "palette-of-100-bytes",
        PALETTE_HEADER,
        chunk("PLTE", Arrays.copyOf(colors(256), 100)),
        PALETTE_IDAT,
        END);
    put("palette-of-257", PALETTE_HEADER, chunk("PLTE", colors(257)), PALETTE_IDAT, END);
    put("palette-empty", PALETTE_HEADER, chunk("PLTE"), PALETTE_IDAT, END);
    put(
        "palette-twice",
        PALETTE_HEADER,
        chunk("PLTE", new byte[768]),
        FULL_PALETTE,
        PALETTE_IDAT,
        END);
    put("palette-after-pixels", PALETTE_HEADER, PALETTE_IDAT, FULL_PALETTE, END);
    put(
        "palette-of-gray",
        header(8, GRAY, false),
        FULL_PALETTE,
        chunk("IDAT", deflated(rows(8, GRAY, false))),
        END);
    before("palette-of-rgb", chunk("PLTE", colors(7)));
    before("palette-of-rgb-broken", chunk("PLTE", Arrays.copyOf(colors(9), 10)));
    put(
        "palette-of-4-bits-with-256",
        header(4, PALETTE, false),
        FULL_PALETTE,
        chunk("IDAT", deflated(rows(4, PALETTE, false))),
        END);
    put(
        "opacity-of-palette",
        PALETTE_HEADER,
        FULL_PALETTE,
        chunk("tRNS", colors(60)),
        PALETTE_IDAT,
        END);
    put(
        "opacity-too-long",
        PALETTE_HEADER,
        FULL_PALETTE,
        chunk("tRNS", colors(100)),
        PALETTE_IDAT,
        END);
    put(
        "opacity-before-palette",
        PALETTE_HEADER,
        chunk("tRNS", colors(20)),
        FULL_PALETTE,
        PALETTE_IDAT,
        END);
    put("opacity-empty", PALETTE_HEADER, FULL_PALETTE, chunk("tRNS"), PALETTE_IDAT, END);
    byte[] gray = chunk("IDAT", deflated(rows(8, GRAY, false)));
    put("opacity-of-gray", header(8, GRAY, false), chunk("tRNS", (byte) 0, (byte) 23), gray, END);
    put(
        "opacity-of-gray-of-6-bytes",
        header(8, GRAY, false),
        chunk("tRNS", new byte[] {0, 23, 0, 0, 0, 0}),
        gray,
        END);
    put("opacity-of-gray-of-1-byte", header(8, GRAY, false), chunk("tRNS", (byte) 42), gray, END);
    before("opacity-of-rgb", chunk("tRNS", new byte[] {0, 0, 0, 71, 0, (byte) 142}));
    before("opacity-of-rgb-of-2-bytes", chunk("tRNS", new byte[] {0, 0}));
    byte[] rgba = chunk("IDAT", deflated(rows(8, RGBA, false)));
    put("opacity-of-rgba", header(8, RGBA, false), chunk("tRNS", new byte[6]), rgba, END);
  }

  private void ancillary() {
    before("gamma-of-3-bytes", chunk("gAMA", new byte[3]));
    before("gamma-0", chunk("gAMA", new byte[4]));
    before(
        "profile-broken",
        chunk("iCCP", "name\0\0not deflated".getBytes(StandardCharsets.US_ASCII)));
    before("profile-method-7", chunk("iCCP", "name\0\7x".getBytes(StandardCharsets.US_ASCII)));
    before("profile-without-name", chunk("iCCP", new byte[] {5, 5, 5}));
    byte[] name = "name\0\0".getBytes(StandardCharsets.US_ASCII);
    before("profile-bomb", chunk("iCCP", joined(name, deflated(new byte[2_000_000]))));
    before("text-bomb", chunk("zTXt", joined(name, deflated(new byte[2_000_000]))));
    before("text-broken", chunk("zTXt", joined(name, new byte[] {1, 2, 3})));
    before("text-without-end", chunk("tEXt", new byte[0]));
    before("density-of-3-bytes", chunk("pHYs", new byte[3]));
    before("density-unit-9", chunk("pHYs", new byte[] {0, 0, 1, 0, 0, 0, 1, 0, 9}));
    before("colors-of-5-bytes", chunk("cHRM", new byte[5]));
    before("rgb-intent-empty", chunk("sRGB"));
    before("bits-of-9-bytes", chunk("sBIT", new byte[9]));
    before("background-of-1-byte", chunk("bKGD", new byte[1]));
    before("time-of-2-bytes", chunk("tIME", new byte[2]));
    before("histogram", chunk("hIST", new byte[3]));
    put(
        "palette-with-bad-others",
        PALETTE_HEADER,
        chunk("gAMA", new byte[3]),
        chunk("bKGD", new byte[0]),
        chunk("sBIT", new byte[9]),
        FULL_PALETTE,
        chunk("hIST", new byte[3]),
        chunk("iCCP", new byte[] {5, 5, 5}),
        PALETTE_IDAT,
        END);
    byte[] frame = new byte[26];
    frame[7] = PngMaker.WIDTH;
    frame[11] = PngMaker.HEIGHT;
    before("animation", chunk("acTL", new byte[] {0, 0, 0, 1, 0, 0, 0, 0}), chunk("fcTL", frame));
  }

  private void turned() {
    for (int orientation = 1; orientation <= 9; orientation++) {
      before("turned-" + orientation, chunk("eXIf", exif(orientation)));
    }
    put("turned-after-pixels", HEADER, IDAT, chunk("eXIf", exif(6)), END);
    byte[] prefix = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    before("turned-with-prefix", chunk("eXIf", joined(prefix, exif(6))));
    before("turned-broken", chunk("eXIf", Arrays.copyOf(exif(6), 11)));
    before("turned-nonsense", chunk("eXIf", new byte[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
    byte[] profile = joined(prefix, exif(8));
    byte[] text =
        ("\nexif\n      " + profile.length + "\n" + HexFormat.of().formatHex(profile) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] keyword = "Raw profile type exif\0\0".getBytes(StandardCharsets.US_ASCII);
    before("turned-by-raw-profile", chunk("zTXt", joined(keyword, deflated(text))));
    byte[] plain = "Raw profile type exif\0".getBytes(StandardCharsets.US_ASCII);
    before("turned-by-plain-raw-profile", chunk("tEXt", joined(plain, text)));
  }

  /** An Exif block with nothing but the orientation. */
  static byte[] exif(int orientation) {
    return HexFormat.of()
        .parseHex("4d4d002a00000008000101120003000000010" + "00" + orientation + "000000000000");
  }

  static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
