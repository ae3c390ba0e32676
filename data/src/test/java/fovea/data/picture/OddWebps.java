package fovea.data.picture;

import static fovea.data.picture.OddPngs.exif;
import static fovea.data.picture.OddPngs.joined;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * WebP files of all kinds and with something odd about them, by name; the good ones were written by
 * Pillow 9.4: 13 × 9 pixels.
 */
final class OddWebps {

  private static final int HEAD = 12;
  private static final byte[] JUNK = "junk of some length.".getBytes(StandardCharsets.US_ASCII);

  /** Flags, three bytes of nothing, width and height less one. */
  private static final byte[] PLAIN = {0, 0, 0, 0, 12, 0, 0, 8, 0, 0};

  private final Map<String, byte[]> cases = new LinkedHashMap<>();
  private final byte[] lossy = good("lossy");
  private final byte[] lossless = good("lossless");
  private final byte[] photo = Arrays.copyOfRange(lossy, HEAD, lossy.length);
  private final byte[] drawing = Arrays.copyOfRange(lossless, HEAD, lossless.length);

  static Map<String, byte[]> all() {
    var odd = new OddWebps();
    odd.kinds();
    odd.sizes();
    odd.chunks();
    odd.turned();
    return odd.cases;
  }

  private void put(String name, byte[]... chunks) {
    cases.put(name, file(chunks));
  }

  private static byte[] file(byte[]... chunks) {
    byte[] data = joined(chunks);
    ByteBuffer head = BmpMaker.little(HEAD).put("RIFF".getBytes(StandardCharsets.US_ASCII));
    head.putInt(data.length + 4).put("WEBP".getBytes(StandardCharsets.US_ASCII));
    return joined(head.array(), data);
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer head = BmpMaker.little(8).put(type.getBytes(StandardCharsets.US_ASCII));
    return joined(head.putInt(data.length).array(), data, new byte[data.length % 2]);
  }

  private static byte[] extended(int flags) {
    byte[] data = PLAIN.clone();
    data[0] = (byte) flags;
    return chunk("VP8X", data);
  }

  private static byte[] good(String name) {
    try (InputStream in = OddWebps.class.getResourceAsStream("webp/" + name + ".webp")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kinds() {
    for (String name :
        new String[] {
          "lossy",
          "lossless",
          "lossy-alpha",
          "lossless-alpha",
          "animated",
          "animated-alpha",
          "lossy-turned"
        }) {
      cases.put(name, good(name));
    }
    put("extended", extended(0), photo);
    put("extended-lossless", extended(0), drawing);
    put("alpha-said-of-photo", extended(0x10), photo);
  }

  private void sizes() {
    for (boolean photo : new boolean[] {true, false}) {
      String kind = photo ? "lossy-" : "lossless-";
      byte[] good = photo ? lossy : lossless;
      cases.put(kind + "size-0", sized(good, 4, 0));
      cases.put(kind + "size-too-small", sized(good, 4, 20));
      cases.put(kind + "size-too-large", sized(good, 4, good.length + 100));
      cases.put(kind + "size-huge", sized(good, 4, -10));
      cases.put(kind + "size-without-head", sized(good, 4, good.length));
      cases.put(kind + "junk-after", joined(good, JUNK));
      cases.put(kind + "chunk-too-large", sized(good, 16, good.length));
      cases.put(kind + "chunk-huge", sized(good, 16, -1));
      cases.put(kind + "half", Arrays.copyOf(good, good.length / 2));
      cases.put(kind + "last-byte-cut", Arrays.copyOf(good, good.length - 1));
      cases.put(kind + "head-only", Arrays.copyOf(good, 24));
      byte[] broken = good.clone();
      Arrays.fill(broken, 20, 26, (byte) 0xFF);
      cases.put(kind + "signature-broken", broken);
    }
  }

  private static byte[] sized(byte[] file, int at, int size) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, size);
    return changed;
  }

  private void chunks() {
    put("unknown-before", extended(0), chunk("JUNK", JUNK), photo);
    put("unknown-after", extended(0), photo, chunk("JUNK", JUNK));
    put("unknown-before-simple", chunk("JUNK", JUNK), photo);
    put("profile-of-junk", extended(0x20), chunk("ICCP", JUNK), photo);
    put("profile-missing", extended(0x20), photo);
    put("metadata-of-junk", extended(0x04), photo, chunk("XMP ", JUNK));
    put("picture-twice", extended(0), photo, photo);
    put("no-picture", extended(0));
    put("no-chunk");
    put("alpha-of-junk", extended(0x10), chunk("ALPH", JUNK), photo);
    put("alpha-empty", extended(0x10), chunk("ALPH", new byte[0]), photo);
    byte[] large = PLAIN.clone();
    large[4] = 20;
    put("canvas-larger", chunk("VP8X", large), photo);
    byte[] huge = PLAIN.clone();
    Arrays.fill(huge, 4, 10, (byte) 0xFF);
    put("canvas-huge", chunk("VP8X", huge), photo);
    put("animation-said", extended(0x02), photo);
    byte[] frame = new byte[16];
    frame[0] = 2;
    frame[3] = 1;
    frame[6] = 12;
    frame[9] = 8;
    frame[12] = 100;
    byte[] wide = PLAIN.clone();
    wide[0] = 0x02;
    wide[4] = 19;
    wide[7] = 14;
    put(
        "animation-on-larger-canvas",
        chunk("VP8X", wide),
        chunk("ANIM", new byte[6]),
        chunk("ANMF", joined(frame, drawing)));
    put("short-extension", chunk("VP8X", new byte[4]), photo);
  }

  private void turned() {
    for (int orientation = 1; orientation <= 8; orientation++) {
      put("turned-" + orientation, extended(0x08), drawing, chunk("EXIF", exif(orientation)));
    }
    byte[] prefix = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    put("turned-with-prefix", extended(0x08), drawing, chunk("EXIF", joined(prefix, exif(6))));
    put("turned-before", extended(0x08), chunk("EXIF", exif(6)), drawing);
    put("turned-but-not-said", extended(0), drawing, chunk("EXIF", exif(6)));
    put("turned-by-junk", extended(0x08), drawing, chunk("EXIF", JUNK));
    byte[] cut = file(extended(0x08), drawing, chunk("EXIF", exif(6)));
    cases.put("turned-cut", Arrays.copyOf(cut, cut.length - 3));
  }
}
