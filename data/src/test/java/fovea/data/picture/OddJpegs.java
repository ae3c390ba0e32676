package fovea.data.picture;

import static fovea.data.picture.JpegParts.bytes;
import static fovea.data.picture.JpegParts.change;
import static fovea.data.picture.JpegParts.cut;
import static fovea.data.picture.JpegParts.data;
import static fovea.data.picture.JpegParts.ended;
import static fovea.data.picture.JpegParts.filled;
import static fovea.data.picture.JpegParts.find;
import static fovea.data.picture.JpegParts.insert;
import static fovea.data.picture.JpegParts.joined;
import static fovea.data.picture.JpegParts.marker;
import static fovea.data.picture.JpegParts.moved;
import static fovea.data.picture.JpegParts.of;
import static fovea.data.picture.JpegParts.remove;
import static fovea.data.picture.JpegParts.restartsOf0;
import static fovea.data.picture.JpegParts.segment;
import static fovea.data.picture.JpegParts.text;
import static fovea.data.picture.JpegParts.without;
import static fovea.data.picture.JpegParts.withoutRestarts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** JPEG files with something odd about them, by name; each was made from one in order. */
final class OddJpegs {

  private static final int FRAME = 0xC0;
  private static final int HUFFMAN = 0xC4;
  private static final int START = 0xD8;
  private static final int END = JpegParts.END;
  private static final int SCAN = JpegParts.SCAN;
  private static final int QUANTIZATION = 0xDB;
  private static final int INTERVAL = 0xDD;
  private static final int COMMENT = 0xFE;
  private static final byte[] JUNK = "nothing of use".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, byte[]> cases = new LinkedHashMap<>();
  private final byte[] color = good("color");
  private final byte[] gray = good("gray");
  private final byte[] progressive = good("progressive");
  private final byte[] restarts = good("restarts");
  private final byte[] grayRestarts = good("gray-restarts");
  private final byte[] print = good("print");

  private OddJpegs() {}

  static Map<String, byte[]> all() {
    var odd = new OddJpegs();
    odd.inOrder();
    odd.notes();
    odd.comments();
    odd.markers();
    odd.ends();
    odd.scans();
    odd.tables();
    odd.restarts();
    odd.frames();
    odd.corruptData();
    return odd.cases;
  }

  /** A file without faults. */
  static byte[] good(String name) {
    try (InputStream in = OddJpegs.class.getResourceAsStream("jpegs/" + name + ".jpg")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String name, byte[] file) {
    if (cases.put(name, file) != null) {
      throw new IllegalStateException(name);
    }
  }

  private void inOrder() {
    put("color", color);
    put("gray", gray);
    put("progressive", progressive);
    put("progressive-restarts", good("progressive-restarts"));
    put("restarts", restarts);
    put("gray-restarts", grayRestarts);
    put("print-colors", print);
  }

  private void notes() {
    noted("exif-of-junk", 0xE1, joined(text("Exif\0\0"), JUNK));
    noted("exif-empty", 0xE1, text("Exif\0\0"));
    noted("exif-name-only", 0xE1, text("Exif"));
    noted("exif-header-only", 0xE1, text("Exif\0\0MM\0*"));
    noted("exif-directory-beyond-end", 0xE1, text("Exif\0\0MM\0*\0\1\0\0"));
    noted("exif-directory-negative", 0xE1, bytes("Exif\0\0MM\0*", 0x80, 0, 0, 0, 0, 0));
    noted("exif-of-too-many-entries", 0xE1, bytes("Exif\0\0II*\0\10\0\0\0", 0xFF, 0xFF, 1, 2, 3));
    noted("exif-orientation-99", 0xE1, orientation(99));
    byte[] turned = insert(color, 2, segment(0xE1, orientation(99)));
    put("exif-twice", insert(turned, 2, segment(0xE1, text("Exif\0\0II"))));
    for (int length = 0; length < 3; length++) {
      put("comment-length-" + length, insert(color, 2, marker(COMMENT, 0, length)));
      put("exif-length-" + length, insert(color, 2, marker(0xE1, 0, length)));
      put("jfif-length-" + length, insert(color, 2, marker(0xE0, 0, length)));
    }
    byte[] plain = without(color, 0xE0);
    put("jfif-missing", plain);
    byte[] shortJfif = insert(plain, 2, segment(0xE0, text("JFIF\0\1\1")));
    put("jfif-short", shortJfif);
    put("jfif-short-adobe-rgb", insert(shortJfif, 2, adobe(0)));
    put("adobe-rgb", insert(plain, 2, adobe(0)));
    put("adobe-rgb-jfif", insert(color, 2, adobe(0)));
    put("adobe-9", insert(plain, 2, adobe(9)));
    put("adobe-short", insert(plain, 2, segment(0xEE, text("Adobe\0d\0\0\0"))));
    put("adobe-twice", insert(insert(plain, 2, adobe(1)), 2, adobe(0)));
    put("print-colors-without-adobe", without(print, 0xEE));
    put("print-colors-adobe-9", insert(without(print, 0xEE), 2, adobe(9)));
    put("print-colors-adobe-2", insert(without(print, 0xEE), 2, adobe(2)));
    noted("profile-cut", 0xE2, text("ICC_PROFILE\0\1\2cut"));
    noted("photoshop-cut", 0xED, text("Photoshop 3.0\0" + "8BIM\3\355\0\0\0\0\0\20"));
    for (int i = 0; i < 16; i++) {
      noted("app" + i + "-of-junk", 0xE0 + i, JUNK);
    }
  }

  private void noted(String name, int marker, byte[] content) {
    put(name, insert(color, 2, segment(marker, content)));
  }

  private static byte[] orientation(int value) {
    return bytes("Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0", value, 0, 0, 0, 0, 0, 0);
  }

  private static byte[] adobe(int transform) {
    return segment(0xEE, bytes("Adobe\0d\0\0\0\0", transform));
  }

  private void comments() {
    noted("comment-of-markers", COMMENT, of(0xFF, START, 0xFF, FRAME, 0xFF, END, 0xFF, SCAN));
    var large = new byte[65_533];
    Arrays.fill(large, (byte) 0xFF);
    noted("comment-of-64-kb", COMMENT, large);
    put("comment-too-long-for-its-length", insert(color, 2, joined(marker(COMMENT, 0, 6), JUNK)));
    put("comment-too-short", insert(color, 2, joined(marker(COMMENT, 0, 30), JUNK)));
    put("comment-beyond-end", insert(color, 2, joined(marker(COMMENT, 0xFF, 0xFF), JUNK)));
    put("comment-after-frame", insert(color, find(color, SCAN), segment(COMMENT, JUNK)));
    put("comment-after-scan", insert(color, color.length - 2, segment(COMMENT, JUNK)));
    put("comment-cut-at-end", joined(cut(color, 2), joined(marker(COMMENT, 0, 30), JUNK)));
  }

  private void markers() {
    int frame = find(color, FRAME);
    put("two-starts", insert(color, 2, marker(START)));
    put("start-before-frame", insert(color, frame, marker(START)));
    put("junk-before-frame", insert(color, frame, JUNK));
    put("junk-before-scan", insert(color, find(color, SCAN), JUNK));
    put("junk-after-start", insert(color, 2, JUNK));
    put("junk-before-start", joined(JUNK, color));
    put("fill-bytes", insert(color, frame, of(0xFF, 0xFF, 0xFF)));
    put("escaped-fill-bytes", insert(color, frame, of(0xFF, 0, 0xFF, 0)));
    put("restart-before-frame", insert(color, frame, marker(0xD3)));
    put("unknown-marker", insert(color, frame, marker(0x02)));
    put("unknown-marker-before-end", insert(color, color.length - 2, marker(0x02)));
    put("reserved-marker", insert(color, frame, segment(0xF0, JUNK)));
    put("marker-of-hierarchies", insert(color, frame, segment(0xDF, of(0x11))));
    put("lines-before-scan", insert(color, find(color, SCAN), segment(0xDC, of(0, 20))));
    byte[] lines = insert(color, color.length - 2, segment(0xDC, of(0, 20)));
    put("lines-after-scan", lines);
    put("lines-instead-of-height", change(lines, frame + 5, 0, 0));
    put("conditioning", insert(color, frame, segment(0xCC, of(0, 0x10))));
    byte[] end = joined(marker(END), marker(START));
    put("tables-in-a-file-of-their-own", insert(color, frame, end));
    put("end-before-scan", insert(color, find(color, SCAN), end));
    put("end-before-frame", insert(color, frame, marker(END)));
    put("restart-before-end", insert(color, color.length - 2, marker(0xD0)));
    put("junk-before-end", insert(color, color.length - 2, JUNK));
    put("start-before-end", insert(color, color.length - 2, marker(START)));
    put("picture-before-end", insert(color, color.length - 2, gray));
  }

  private void ends() {
    put("end-of-zeros", change(color, color.length - 2, 0, 0));
    put("zeros-for-the-end", joined(cut(color, 2), new byte[100]));
    put("junk-for-the-end", joined(cut(color, 2), JUNK));
    put("zeros-after-end", joined(color, new byte[100]));
    put("junk-after-end", joined(color, JUNK));
    put("picture-after-end", joined(color, progressive));
    put("end-missing-color", cut(color, 2));
    put("end-missing-gray", cut(gray, 2));
    put("end-missing-restarts", cut(restarts, 2));
    put("end-missing-gray-restarts", cut(grayRestarts, 2));
    put("end-missing-print-colors", cut(print, 2));
    put("end-half-color", cut(color, 1));
    put("two-ends", joined(color, marker(END)));
    put("three-quarters", Arrays.copyOf(color, color.length * 3 / 4));
    put("three-quarters-with-end", ended(color, color.length * 3 / 4));
    put("nine-tenths", Arrays.copyOf(color, color.length * 9 / 10));
    put("nine-tenths-with-end", ended(color, color.length * 9 / 10));
    put("without-last-40-bytes", cut(color, 40));
    put("header-only", Arrays.copyOf(color, find(color, SCAN)));
    put("header-with-end", ended(color, find(color, SCAN)));
    put("scan-without-data", ended(color, data(color)));
    put("within-a-table", Arrays.copyOf(color, find(color, HUFFMAN) + 9));
    put("start-only", Arrays.copyOf(color, 4));
    put("restarts-half-with-end", ended(restarts, restarts.length * 3 / 4));
    put("restarts-half", Arrays.copyOf(restarts, restarts.length * 3 / 4));
    put("print-colors-half-with-end", ended(print, print.length / 2));
    put("gray-half-with-end", ended(gray, gray.length / 2));
  }

  private void scans() {
    byte[] file = progressive;
    put("progressive-half", Arrays.copyOf(file, file.length / 2));
    put("progressive-half-with-end", ended(file, file.length / 2));
    put("progressive-without-end", cut(file, 2));
    put("progressive-without-last-scan", ended(file, find(file, SCAN, 9)));
    put("progressive-first-scan-only", ended(file, find(file, HUFFMAN, 2)));
    put("progressive-first-two-scans", ended(file, find(file, SCAN, 2)));
    int first = find(file, SCAN);
    put("progressive-without-first-scan", remove(file, first, find(file, HUFFMAN, 2) - first));
    put("progressive-without-tables", without(file, HUFFMAN));
    put("progressive-band-reversed", change(file, find(file, SCAN, 1) + 7, 9, 5));
    put("progressive-band-64", change(file, find(file, SCAN, 1) + 8, 64));
    put("progressive-band-of-two-parts", change(file, first + 11, 0, 5));
    put("progressive-low-14", change(file, first + 13, 14));
    put("progressive-refined-too-early", change(file, find(file, SCAN, 1) + 9, 0x21));
    put("progressive-refined-by-two", change(file, find(file, SCAN, 1) + 9, 0x31));
    put("progressive-as-sequential", change(file, find(file, 0xC2) + 1, FRAME));
    put("sequential-as-progressive", change(color, find(color, FRAME) + 1, 0xC2));
    int scan = find(color, SCAN);
    put("scan-band-odd", change(color, scan + 11, 1, 5, 0x21));
    put("scan-length-odd", change(color, scan + 3, 13));
    put("scan-of-no-part", change(color, scan + 4, 0));
    put("scan-of-five-parts", change(color, scan + 4, 5));
    byte[] one = joined(Arrays.copyOf(color, scan), onePart(color, 1));
    put("scan-of-one-part", one);
    put("scan-of-another-part", joined(Arrays.copyOf(color, scan), onePart(color, 2)));
    put("scan-missing", remove(color, scan, color.length - 2 - scan));
    byte[] again = Arrays.copyOfRange(color, scan, color.length);
    put("scan-twice", joined(cut(color, 2), again));
    put("scan-of-one-part-twice", joined(cut(one, 2), again));
    put("scan-of-unknown-part", change(color, scan + 5, 77));
    put("scan-names-a-part-twice", change(color, scan + 7, 1));
    put("scan-in-another-order", change(change(color, scan + 5, 2), scan + 7, 1));
    put("scan-of-table-5", change(color, scan + 6, 0x55));
    put("scan-of-table-2", change(color, scan + 6, 0x22));
  }

  /** From the scan on, whose data is said to be that of one component. */
  private static byte[] onePart(byte[] file, int id) {
    byte[] header = segment(SCAN, of(1, id, 0, 0, 63, 0));
    return joined(header, Arrays.copyOfRange(file, data(file), file.length));
  }

  private void tables() {
    put("no-huffman-tables", without(color, HUFFMAN));
    put("gray-without-huffman-tables", without(gray, HUFFMAN));
    int last = find(color, HUFFMAN, 3);
    put("last-huffman-table-missing", remove(color, last, find(color, SCAN) - last));
    put("no-quantization-tables", without(color, QUANTIZATION));
    int table = find(color, QUANTIZATION);
    put("first-quantization-table-missing", remove(color, table, 69));
    put("quantization-of-zeros", change(color, table + 5, new int[64]));
    put("quantization-of-255", change(color, table + 5, filled(64, 255)));
    put("quantization-too-short", change(color, table + 3, 60));
    put("quantization-too-long", change(color, table + 3, 69));
    put("quantization-table-5", change(color, table + 4, 5));
    put("quantization-of-16-bits", change(color, table + 4, 0x10));
    put("quantization-twice", insert(color, table, Arrays.copyOfRange(color, table, table + 69)));
    put("quantization-after-frame", moved(color, table, 69, find(color, SCAN)));
    var wide = new int[128];
    Arrays.setAll(wide, i -> i % 2 == 0 ? i / 40 : 50 + i);
    byte[] wideTable = segment(QUANTIZATION, joined(of(0x10), of(wide)));
    put("quantization-wide", insert(color, find(color, FRAME), wideTable));
    int code = find(color, HUFFMAN);
    put("huffman-of-too-many-codes", change(color, code + 5, 3));
    put("huffman-all-ones", huffman(0, 2, 0, 1));
    put("huffman-table-7", change(color, code + 4, 7));
    put("huffman-table-of-kind-2", change(color, code + 4, 0x20));
    put("huffman-size-20", change(color, code + 21, 20));
    put("huffman-too-long", change(color, code + 3, color[code + 3] + 3));
    put("huffman-bad-but-unused", huffman(3, 2, 0, 1));
    put("huffman-bad-but-replaced", insert(color, 2, segment(HUFFMAN, codes(0, 2, 0, 1))));
    put("huffman-of-one-code", huffman(0x10, 1, 0));
    put("huffman-empty", huffman(0x10, 0));
    put("huffman-of-257-codes", huffmanOf257());
  }

  private byte[] huffman(int number, int ones, int... symbols) {
    return insert(color, find(color, SCAN), segment(HUFFMAN, codes(number, ones, symbols)));
  }

  /** A table of codes of one bit. */
  private static byte[] codes(int number, int ones, int... symbols) {
    return joined(joined(of(number, ones), new byte[15]), of(symbols));
  }

  private byte[] huffmanOf257() {
    byte[] table = new byte[17 + 257];
    table[1 + 14] = (byte) 200;
    table[1 + 15] = 57;
    return insert(color, find(color, SCAN), segment(HUFFMAN, table));
  }

  private void restarts() {
    int second = find(restarts, 0xD1);
    int fourth = find(restarts, 0xD3);
    put("restart-missing", remove(restarts, second, 2));
    put("restart-twice", insert(restarts, second, marker(0xD1)));
    for (int number : new int[] {0, 2, 3, 4, 5, 6, 7}) {
      put("restart-" + number + "-for-1", change(restarts, second + 1, 0xD0 + number));
    }
    put("restarts-exchanged", change(change(restarts, second + 1, 0xD3), fourth + 1, 0xD1));
    put("restart-after-junk", insert(restarts, second, JUNK));
    put("restart-too-early", insert(restarts, second - 20, marker(0xD1)));
    put("restart-interval-missing", without(restarts, INTERVAL));
    put("restart-interval-0", interval(0));
    put("restart-interval-doubled", interval(6));
    put("restart-interval-1", interval(1));
    put("restart-interval-length-3", change(restarts, find(restarts, INTERVAL) + 3, 3));
    put("restart-interval-without-markers", insert(color, 2, segment(INTERVAL, of(0, 4))));
    put("restart-segment-missing", remove(restarts, second, fourth - second));
    put("restart-segment-empty", remove(restarts, second + 2, find(restarts, 0xD2) - second - 2));
    put("comment-for-a-restart", change(restarts, second + 1, COMMENT));
    put("unknown-marker-for-a-restart", change(restarts, second + 1, 0x33));
    put("restarts-all-0", restartsOf0(restarts));
    put("restarts-all-missing", withoutRestarts(restarts));
  }

  private byte[] interval(int units) {
    return change(restarts, find(restarts, INTERVAL) + 4, 0, units);
  }

  private void frames() {
    int frame = find(color, FRAME);
    int scan = find(color, SCAN);
    byte[] same = change(change(color, frame + 13, 1), frame + 16, 1);
    put("same-names", change(change(same, scan + 7, 1), scan + 9, 1));
    put("same-names-in-frame-only", same);
    put("names-0-1-2", named(0, 1, 2));
    put("names-r-g-b", named('R', 'G', 'B'));
    put("names-r-g-b-without-jfif", without(named('R', 'G', 'B'), 0xE0));
    put("names-255", named(255, 254, 253));
    put("sampling-0", change(color, frame + 11, 0x02));
    put("sampling-5", change(color, frame + 11, 0x51));
    put("sampling-3", change(color, frame + 11, 0x31));
    put("sampling-of-fractions", change(color, frame + 11, 0x31, 0, 2, 0x21));
    put("sampling-of-too-many-blocks", change(color, frame + 11, 0x44));
    put("sampling-of-gray", change(gray, find(gray, FRAME) + 11, 0x43));
    put("frame-too-long", change(color, frame + 3, 20));
    put("frame-too-short", change(color, frame + 3, 15));
    put("frame-twice", insert(color, frame, Arrays.copyOfRange(color, frame, frame + 19)));
    put("frame-of-12-bits", change(color, frame + 4, 12));
    put("frame-of-2-parts", change(color, frame + 9, 2));
    put("frame-extended", change(color, frame + 1, 0xC1));
    put("frame-lossless", change(color, frame + 1, 0xC3));
    put("frame-hierarchical", change(color, frame + 1, 0xC5));
    put("frame-of-quantization-3", change(color, frame + 12, 3));
    put("width-0", change(color, frame + 7, 0, 0));
    put("wider", change(color, frame + 8, 90));
    put("taller", change(color, frame + 6, 90));
    put("lower", change(color, frame + 6, 20));
    put("narrower", change(color, frame + 8, 20));
    put("restarts-taller", change(restarts, find(restarts, FRAME) + 6, 150));
    put("progressive-taller", change(progressive, find(progressive, 0xC2) + 6, 90));
  }

  private byte[] named(int... names) {
    byte[] file = color;
    for (int i = 0; i < names.length; i++) {
      file = change(file, find(color, FRAME) + 10 + 3 * i, names[i]);
      file = change(file, find(color, SCAN) + 5 + 2 * i, names[i]);
    }
    return file;
  }

  private void corruptData() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("color", color);
    files.put("gray", gray);
    files.put("restarts", restarts);
    files.put("gray-restarts", grayRestarts);
    files.put("progressive", progressive);
    files.put("print-colors", print);
    var random = new SplittableRandom(18);
    files.forEach(
        (name, file) -> {
          for (int i = 1; i <= 4; i++) {
            int at = random.nextInt(data(file), file.length - 12);
            put(name + "-byte-changed-" + i, change(file, at, random.nextInt(255)));
          }
          int at = random.nextInt(data(file), file.length - 12);
          put(name + "-bytes-inserted", insert(file, at, of(1, 2, 3)));
          put(name + "-bytes-removed", remove(file, at, 3));
          put(name + "-zeros-in-data", change(file, at, new int[10]));
          put(name + "-ones-in-data", change(file, at, filled(10, 0xFF)));
          put(name + "-end-in-data", insert(file, at, marker(END)));
        });
  }
}
