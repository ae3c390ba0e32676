package fovea.data.picture;

import static fovea.data.picture.GifMaker.HEIGHT;
import static fovea.data.picture.GifMaker.WIDTH;
import static fovea.data.picture.GifMaker.blocks;
import static fovea.data.picture.GifMaker.extension;
import static fovea.data.picture.GifMaker.frame;
import static fovea.data.picture.GifMaker.pixels;
import static fovea.data.picture.GifMaker.screen;
import static fovea.data.picture.GifMaker.transparent;
import static fovea.data.picture.OddPngs.joined;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** GIF files with something odd about them, by name. */
final class OddGifs {

  private static final byte[] SCREEN = screen(WIDTH, HEIGHT, 8);
  private static final byte[] PIXELS = pixels(WIDTH, HEIGHT, 8);
  private static final byte[] END = {';'};
  private static final byte[] JUNK = "junk".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, byte[]> cases = new LinkedHashMap<>();

  static Map<String, byte[]> all() {
    var odd = new OddGifs();
    odd.kinds();
    odd.frames();
    odd.blocksOfAllKinds();
    odd.codes();
    return odd.cases;
  }

  private void put(String name, byte[]... parts) {
    cases.put(name, joined(parts));
  }

  private void kinds() {
    for (int bits : new int[] {2, 4, 8}) {
      put("colors-" + bits, screen(WIDTH, HEIGHT, bits), frame(), pixels(WIDTH, HEIGHT, bits), END);
    }
    byte[] old = SCREEN.clone();
    old[4] = '7';
    put("version-87a", old, frame(), PIXELS, END);
    byte[] odd = SCREEN.clone();
    odd[4] = '8';
    put("version-88a", odd, frame(), PIXELS, END);
    put("interlaced", SCREEN, frame(0, 0, WIDTH, HEIGHT, 0x40), PIXELS, END);
    put("local-colors", SCREEN, frame(0, 0, WIDTH, HEIGHT, 0x87), colors(), PIXELS, END);
    put(
        "only-local-colors",
        screen(WIDTH, HEIGHT, 0),
        frame(0, 0, WIDTH, HEIGHT, 0x87),
        colors(),
        PIXELS,
        END);
    put("no-colors", screen(WIDTH, HEIGHT, 0), frame(), PIXELS, END);
    put("few-colors", screen(WIDTH, HEIGHT, 4), frame(), PIXELS, END);
    put("transparent", SCREEN, transparent(23), frame(), PIXELS, END);
    put(
        "transparent-without-colors",
        screen(WIDTH, HEIGHT, 0),
        transparent(23),
        frame(),
        PIXELS,
        END);
    put(
        "transparent-beyond-colors",
        screen(WIDTH, HEIGHT, 4),
        transparent(200),
        frame(),
        PIXELS,
        END);
    byte[] gray = SCREEN.clone();
    for (int i = 0; i < 768; i++) {
      gray[13 + i] = (byte) (i / 3);
    }
    put("gray", gray, frame(), PIXELS, END);
    put("gray-transparent", gray, transparent(23), frame(), PIXELS, END);
  }

  /** Other than those of the screen. */
  private static byte[] colors() {
    byte[] colors = PngMaker.colors(256);
    for (int i = 0; i < colors.length; i++) {
      colors[i] ^= (byte) 0x33;
    }
    return colors;
  }

  private void frames() {
    byte[] small = pixels(5, 4, 8);
    put("frame-smaller", SCREEN, frame(3, 2, 5, 4, 0), small, END);
    put("frame-smaller-transparent", SCREEN, transparent(23), frame(3, 2, 5, 4, 0), small, END);
    put("frame-smaller-without-colors", screen(WIDTH, HEIGHT, 0), frame(3, 2, 5, 4, 0), small, END);
    put("frame-larger", screen(5, 4, 8), frame(), PIXELS, END);
    put("frame-beyond", SCREEN, frame(10, 7, 5, 4, 0), small, END);
    put("canvas-0", screen(0, 0, 8), frame(), PIXELS, END);
    put("frame-0", SCREEN, frame(0, 0, 0, 0, 0), PIXELS, END);
    put("two-frames", SCREEN, frame(), PIXELS, frame(3, 2, 5, 4, 0), small, END);
    put("second-frame-cut", SCREEN, frame(), PIXELS, frame(3, 2, 5, 4, 0), Arrays.copyOf(small, 9));
    put(
        "second-frame-broken",
        SCREEN,
        frame(),
        PIXELS,
        frame(3, 2, 5, 4, 0),
        blocks(99, JUNK),
        END);
    put("no-frame", SCREEN, END);
    put("nothing-after-screen", SCREEN);
    put("colors-cut", Arrays.copyOf(SCREEN, 400));
  }

  private void blocksOfAllKinds() {
    put("no-end", SCREEN, frame(), PIXELS);
    put("junk-instead-of-end", SCREEN, frame(), PIXELS, JUNK);
    put("junk-after-end", SCREEN, frame(), PIXELS, END, JUNK);
    put("junk-before-frame", SCREEN, JUNK, frame(), PIXELS, END);
    put("zeros-before-frame", SCREEN, new byte[5], frame(), PIXELS, END);
    put("comment", SCREEN, extension(0xFE, JUNK), frame(), PIXELS, END);
    put("unknown-extension", SCREEN, extension(0x77, JUNK), frame(), PIXELS, END);
    put("empty-extension", SCREEN, new byte[] {'!', (byte) 0xFE, 0}, frame(), PIXELS, END);
    put("short-control", SCREEN, extension(0xF9, new byte[] {0, 0}), frame(), PIXELS, END);
    put(
        "long-control",
        SCREEN,
        extension(0xF9, new byte[] {1, 0, 0, 23, 0, 0, 0}),
        frame(),
        PIXELS,
        END);
    put("empty-control", SCREEN, new byte[] {'!', (byte) 0xF9, 0}, frame(), PIXELS, END);
    put("control-twice", SCREEN, transparent(23), transparent(42), frame(), PIXELS, END);
    put("text-extension", SCREEN, extension(0x01, new byte[12]), frame(), PIXELS, END);
    put("short-application", SCREEN, extension(0xFF, JUNK), frame(), PIXELS, END);
    put(
        "loops",
        SCREEN,
        joined(
            new byte[] {'!', (byte) 0xFF, 11},
            "NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII),
            new byte[] {3, 1, 0, 0, 0}),
        frame(),
        PIXELS,
        END);
    put("cut-extension", SCREEN, Arrays.copyOf(extension(0xFE, new byte[90]), 20));
  }

  private void codes() {
    put("end-of-blocks-missing", SCREEN, frame(), Arrays.copyOf(PIXELS, PIXELS.length - 1), END);
    put("cut-behind-pixels", SCREEN, frame(), Arrays.copyOf(PIXELS, PIXELS.length - 1));
    put("cut-last-code", SCREEN, frame(), Arrays.copyOf(PIXELS, PIXELS.length - 3));
    put("cut-in-pixels", SCREEN, frame(), Arrays.copyOf(PIXELS, PIXELS.length / 2));
    put("cut-before-pixels", SCREEN, frame(), Arrays.copyOf(PIXELS, 1));
    put("cut-before-code-size", SCREEN, frame());
    put("half-the-pixels", SCREEN, frame(), pixels(WIDTH, HEIGHT / 2, 8), END);
    put("too-many-pixels", SCREEN, frame(), pixels(WIDTH, HEIGHT + 3, 8), END);
    put("no-blocks", SCREEN, frame(), blocks(8, new byte[0]), END);
    var codes = new GifMaker.Codes(9);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      codes.put(i);
    }
    put("no-clear-code", SCREEN, frame(), blocks(8, codes.bytes()), END);
    put("no-end-code", SCREEN, frame(), blocks(8, literals(WIDTH * HEIGHT, -1)), END);
    put("code-of-nothing", SCREEN, frame(), blocks(8, literals(60, 400)), END);
    put("early-end-code", SCREEN, frame(), blocks(8, literals(60, 257)), END);
    for (int bits : new int[] {0, 1, 9, 12, 200}) {
      byte[] pixels = PIXELS.clone();
      pixels[0] = (byte) bits;
      put("code-size-" + bits, SCREEN, frame(), pixels, END);
    }
    put("code-size-2-of-8", SCREEN, frame(), pixels(WIDTH, HEIGHT, 2), END);
  }

  /** Plain pixels, the last code another if that is not negative. */
  private static byte[] literals(int count, int last) {
    var codes = new GifMaker.Codes(9);
    codes.put(256);
    for (int i = 0; i < count; i++) {
      codes.put(i);
    }
    if (last >= 0) {
      codes.put(last);
    }
    return codes.bytes();
  }
}
