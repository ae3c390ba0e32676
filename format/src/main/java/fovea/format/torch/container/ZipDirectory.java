package fovea.format.torch.container;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Reads the table of contents of a zip file, with the 64-bit extension, and checks that no two
 * entries share a byte: what one entry says about itself is then all that can be read through it.
 */
public final class ZipDirectory {

  private static final int END_SIGNATURE = 0x06054B50;
  private static final int END = 22;
  private static final int LOCATOR_SIGNATURE = 0x07064B50;
  private static final int LOCATOR = 20;
  private static final int END64_SIGNATURE = 0x06064B50;
  private static final int END64 = 56;
  private static final int ENTRY_SIGNATURE = 0x02014B50;
  private static final int ENTRY = 46;
  private static final int LOCAL_SIGNATURE = 0x04034B50;
  private static final int LOCAL = 30;

  private static final int MAX_COMMENT = 0xFFFF;
  private static final int MAX_ENTRIES = 250_000;
  private static final int ENCRYPTED = 1;
  private static final int EXTRA64 = 1;
  private static final long ELSEWHERE = 0xFFFFFFFFL;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;

  private ZipDirectory(MemorySegment file) {
    this.file = file;
  }

  /** The entries in the order of their data. */
  public static List<ZipMember> read(MemorySegment file) {
    return new ZipDirectory(file).entries();
  }

  /** Where the table lies, as the end of the file says. */
  private record Table(long begin, long bytes, long entries) {}

  private List<ZipMember> entries() {
    long end = end();
    Table table = table(end);
    boolean fits =
        table.begin >= 0
            && table.bytes >= 0
            && table.begin <= end
            && table.bytes <= end - table.begin
            && table.entries >= 0
            && table.entries <= Math.min(MAX_ENTRIES, table.bytes / ENTRY);
    if (!fits) {
      throw error(
          "expected a table of contents inside the file, found a claim of %s entries"
              .formatted(Long.toUnsignedString(table.entries)));
    }
    var entries = new ArrayList<ZipMember>();
    long position = table.begin;
    for (long i = 0; i < table.entries; i++) {
      require(position, ENTRY, ENTRY_SIGNATURE, "entry of the table of contents");
      int name = u16(position + 28);
      int extra = u16(position + 30);
      int comment = u16(position + 32);
      requireInside(position + ENTRY, (long) name + extra + comment);
      entries.add(entry(position, name, extra, table.begin));
      position += ENTRY + name + extra + comment;
    }
    requireApart(entries);
    return List.copyOf(entries);
  }

  private long end() {
    long last = file.byteSize() - END;
    for (long at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (file.get(INT, at) == END_SIGNATURE) {
        return at;
      }
    }
    throw error("expected a table of contents at the end of the zip file, found none");
  }

  private Table table(long end) {
    long locator = end - LOCATOR;
    if (locator >= 0 && file.get(INT, locator) == LOCATOR_SIGNATURE) {
      long end64 = file.get(LONG, locator + 8);
      require(end64, END64, END64_SIGNATURE, "end of the table of contents");
      return new Table(
          file.get(LONG, end64 + 48), file.get(LONG, end64 + 40), file.get(LONG, end64 + 32));
    }
    return new Table(u32(end + 16), u32(end + 12), u16(end + 10));
  }

  private ZipMember entry(long at, int nameLength, int extra, long dataEnd) {
    String name = text(at + ENTRY, nameLength);
    try {
      if ((u16(at + 8) & ENCRYPTED) != 0) {
        throw new FormatException(
            "entry", "expected plain data, found encrypted", "Decrypt the file first");
      }
      var sizes = new Sizes(u32(at + 24), u32(at + 20), u32(at + 42));
      sizes = sizes.widened(this, at + ENTRY + nameLength, extra);
      long local = sizes.header;
      require(local, LOCAL, LOCAL_SIGNATURE, "header of the entry");
      int localName = u16(local + 26);
      long begin = local + LOCAL + localName + u16(local + 28);
      requireInside(local + LOCAL, begin - local - LOCAL);
      if (!text(local + LOCAL, localName).equals(name)) {
        throw error("expected the same name in the table of contents and at the entry");
      }
      if (sizes.packed < 0 || sizes.plain < 0 || sizes.packed > dataEnd - begin) {
        throw error(
            String.format(
                Locale.ROOT,
                "expected at most %,d bytes of data, found a claim of %s",
                Math.max(0, dataEnd - begin),
                Long.toUnsignedString(sizes.packed)));
      }
      return new ZipMember(
          name, u16(at + 10), local, file.asSlice(begin, sizes.packed), begin, sizes.plain);
    } catch (FormatException e) {
      throw e.within("entry " + FormatException.excerpt(name));
    }
  }

  /** Numbers of 32 bits of which some may stand, in 64 bits, in an extra field instead. */
  private record Sizes(long plain, long packed, long header) {

    Sizes widened(ZipDirectory zip, long extra, int length) {
      long at = extra;
      long end = extra + length;
      while (end - at >= 4) {
        long field = at + 4;
        long fieldEnd = field + zip.u16(at + 2);
        if (fieldEnd > end) {
          throw error("expected extra fields that fit, found a longer one");
        }
        if (zip.u16(at) == EXTRA64) {
          return widened(zip, field, fieldEnd);
        }
        at = fieldEnd;
      }
      return this;
    }

    private Sizes widened(ZipDirectory zip, long field, long end) {
      long at = field;
      long[] numbers = {plain, packed, header};
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] == ELSEWHERE) {
          if (end - at < Long.BYTES) {
            throw error("expected a size of 64 bits, found none");
          }
          numbers[i] = zip.file.get(LONG, at);
          at += Long.BYTES;
        }
      }
      return new Sizes(numbers[0], numbers[1], numbers[2]);
    }
  }

  private static void requireApart(List<ZipMember> entries) {
    entries.sort(Comparator.comparingLong(ZipMember::header));
    var names = new HashSet<String>();
    long end = 0;
    for (ZipMember entry : entries) {
      String quoted = FormatException.excerpt(entry.name());
      if (entry.header() < end) {
        throw error(
            "expected entries that lie apart, found that %s overlaps another".formatted(quoted));
      }
      if (!names.add(entry.name())) {
        throw error("expected every entry once, found %s twice".formatted(quoted));
      }
      end = entry.begin() + entry.data().byteSize();
    }
  }

  private void require(long at, int length, int signature, String what) {
    requireInside(at, length);
    if (file.get(INT, at) != signature) {
      throw error(
          String.format(Locale.ROOT, "expected the %s at byte %,d, found other bytes", what, at));
    }
  }

  private void requireInside(long at, long length) {
    if (at < 0 || length < 0 || length > file.byteSize() || at > file.byteSize() - length) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected %,d bytes at byte %s, found a file of %,d",
              length,
              Long.toUnsignedString(at),
              file.byteSize()));
    }
  }

  private String text(long at, int length) {
    byte[] bytes = file.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    return PickleSource.decoded(bytes)
        .orElseThrow(() -> error("expected names in UTF-8, found other bytes"));
  }

  private int u16(long at) {
    return file.get(SHORT, at) & 0xFFFF;
  }

  private long u32(long at) {
    return Integer.toUnsignedLong(file.get(INT, at));
  }

  private static FormatException error(String problem) {
    return new FormatException("zip file", problem, PickleSource.AGAIN);
  }
}
