package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Makes TIFF files of 13 × 9 pixels, tag by tag. */
final class TiffMaker {

  static final int WIDTH = 13;
  static final int HEIGHT = 9;
  static final int ORIENTATION = 274;

  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_SIZES = 279;

  /** Values of a tag: short, unless the type says something else. */
  record Entry(int type, int[] values) {}

  private final TreeMap<Integer, Entry> entries = new TreeMap<>();
  private final List<byte[]> strips = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean reversed;

  /** Samples of so many bits, with the photometric interpretation. */
  TiffMaker(int photometric, int... bits) {
    set(256, WIDTH).set(257, HEIGHT).set(258, bits).set(259, 1).set(262, photometric);
    set(277, bits.length).set(278, HEIGHT);
  }

  TiffMaker set(int tag, int... values) {
    entries.put(tag, new Entry(3, values));
    return this;
  }

  TiffMaker longs(int tag, int... values) {
    entries.put(tag, new Entry(4, values));
    return this;
  }

  TiffMaker typed(int tag, int type, int... values) {
    entries.put(tag, new Entry(type, values));
    return this;
  }

  TiffMaker without(int tag) {
    entries.remove(tag);
    return this;
  }

  TiffMaker bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** Tags in the wrong order. */
  TiffMaker reversed() {
    reversed = true;
    return this;
  }

  TiffMaker strip(byte[] data) {
    strips.add(data);
    return this;
  }

  /** Rows of packed samples in one strip. */
  TiffMaker pixels() {
    return strip(rows(0, HEIGHT));
  }

  /** What the pixels are before compression. */
  byte[] rows(int from, int to) {
    int[] bits = entries.get(258).values();
    int planar = entries.containsKey(284) ? entries.get(284).values()[0] : 1;
    var out = new ByteArrayOutputStream();
    for (int plane = 0; plane < (planar == 2 ? bits.length : 1); plane++) {
      for (int y = from; y < to; y++) {
        row(out, y, bits, planar == 2 ? plane : -1);
      }
    }
    return out.toByteArray();
  }

  private void row(ByteArrayOutputStream out, int y, int[] bits, int plane) {
    int held = 0;
    int count = 0;
    for (int x = 0; x < WIDTH; x++) {
      for (int c = 0; c < bits.length; c++) {
        if (plane >= 0 && plane != c) {
          continue;
        }
        int value = PngMaker.sample(x, y, c);
        if (bits[c] == 16) {
          boolean big = order == ByteOrder.BIG_ENDIAN;
          out.write(big ? value : 77);
          out.write(big ? 77 : value);
        } else {
          held = held << bits[c] | value >> (8 - bits[c]);
          count += bits[c];
          if (count >= 8) {
            out.write(held >> (count - 8));
            count -= 8;
          }
        }
      }
    }
    if (count > 0) {
      out.write(held << (8 - count));
    }
  }

  /** Directory, long values, strips. */
  byte[] file() {
    if (!strips.isEmpty() && !entries.containsKey(STRIP_OFFSETS) && !entries.containsKey(324)) {
      longs(STRIP_OFFSETS, new int[strips.size()]);
    }
    if (!strips.isEmpty() && !entries.containsKey(STRIP_SIZES) && !entries.containsKey(325)) {
      longs(STRIP_SIZES, strips.stream().mapToInt(strip -> strip.length).toArray());
    }
    int extra = 8 + 2 + 12 * entries.size() + 4;
    int at = extra + entries.values().stream().mapToInt(e -> size(e) > 4 ? size(e) : 0).sum();
    Entry offsets = entries.get(entries.containsKey(324) ? 324 : STRIP_OFFSETS);
    int total = at;
    for (int i = 0; i < strips.size(); i++) {
      if (offsets != null && i < offsets.values().length && offsets.values()[i] == 0) {
        offsets.values()[i] = total;
      }
      total += strips.get(i).length;
    }
    ByteBuffer out = ByteBuffer.allocate(total).order(order);
    out.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
    out.putShort((short) 42).putInt(8).putShort((short) entries.size());
    for (int tag : reversed ? entries.descendingKeySet() : entries.navigableKeySet()) {
      Entry entry = entries.get(tag);
      out.putShort((short) tag).putShort((short) entry.type());
      out.putInt(entry.type() == 5 ? entry.values().length / 2 : entry.values().length);
      if (size(entry) > 4) {
        out.putInt(extra);
        put(out.duplicate().order(order).position(extra), entry);
        extra += size(entry);
      } else {
        put(out.duplicate().order(order), entry);
        out.position(out.position() + 4);
      }
    }
    out.putInt(0).position(at);
    strips.forEach(out::put);
    return out.array();
  }

  private static int size(Entry entry) {
    return entry.values().length * width(entry);
  }

  private static int width(Entry entry) {
    return switch (entry.type()) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      default -> 4;
    };
  }

  private static void put(ByteBuffer out, Entry entry) {
    for (int value : entry.values()) {
      switch (width(entry)) {
        case 1 -> out.put((byte) value);
        case 2 -> out.putShort((short) value);
        default -> out.putInt(value);
      }
    }
  }
}
