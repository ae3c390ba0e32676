package fovea.format.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;

/** Writes zip files entry by entry, sound ones as well as hostile ones. */
final class ZipWriter {

  /**
   * What the table of contents says of an entry.
   *
   * @param plain size of the content
   * @param packed size of the data
   * @param header where the entry begins
   */
  record Claim(String name, int flags, int method, long plain, long packed, long header) {

    Claim plain(long changed) {
      return new Claim(name, flags, method, changed, packed, header);
    }

    Claim packed(long changed) {
      return new Claim(name, flags, method, plain, changed, header);
    }

    Claim header(long changed) {
      return new Claim(name, flags, method, plain, packed, changed);
    }

    Claim name(String changed) {
      return new Claim(changed, flags, method, plain, packed, header);
    }

    Claim flags(int changed) {
      return new Claim(name, changed, method, plain, packed, header);
    }

    Claim method(int changed) {
      return new Claim(name, flags, changed, plain, packed, header);
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long holeAt;
  private long hole;
  private final List<Claim> claims = new ArrayList<>();

  ZipWriter stored(String name, byte[] content) {
    return entry(name, 0, content, content.length);
  }

  ZipWriter deflated(String name, byte[] content) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    var packed = new byte[content.length + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    return entry(name, 8, Arrays.copyOf(packed, length), content.length);
  }

  /** An entry of zeros, once a file, that takes no space on the disk. */
  ZipWriter zeros(String name, long bytes) {
    long header = position();
    stored(name, new byte[0])
        .claim(claims.size() - 1, _ -> new Claim(name, 0, 0, bytes, bytes, header));
    holeAt = out.size();
    hole = bytes;
    return this;
  }

  private ZipWriter entry(String name, int method, byte[] data, int plain) {
    claims.add(new Claim(name, 0, method, plain, data.length, position()));
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(
        buffer(30)
            .putInt(0x04034B50)
            .putShort(4, (short) 20)
            .putShort(8, (short) method)
            .putInt(18, data.length)
            .putInt(22, plain)
            .putShort(26, (short) nameBytes.length)
            .array());
    out.writeBytes(nameBytes);
    out.writeBytes(data);
    return this;
  }

  /** Changes what the table of contents will say of one entry. */
  ZipWriter claim(int index, UnaryOperator<Claim> change) {
    claims.set(index, change.apply(claims.get(index)));
    return this;
  }

  /** The whole file, with numbers of 32 bits. */
  byte[] end() {
    int table = out.size();
    claims.forEach(claim -> writeClaim(claim, new byte[0]));
    writeEnd(claims.size(), out.size() - table, table);
    return out.toByteArray();
  }

  /** The whole file with every number in its 64-bit form, as for files over 4 GiB. */
  byte[] end64() {
    long table = position();
    for (Claim claim : claims) {
      byte[] extra =
          buffer(28)
              .putShort((short) 1)
              .putShort((short) 24)
              .putLong(claim.plain)
              .putLong(claim.packed)
              .putLong(claim.header)
              .array();
      writeClaim(claim.plain(-1).packed(-1).header(-1), extra);
    }
    long end = position();
    out.writeBytes(
        buffer(56)
            .putInt(0x06064B50)
            .putLong(44)
            .putLong(24, claims.size())
            .putLong(32, claims.size())
            .putLong(40, end - table)
            .putLong(48, table)
            .array());
    out.writeBytes(buffer(20).putInt(0x07064B50).putLong(8, end).putInt(16, 1).array());
    writeEnd(0xFFFF, -1, -1);
    return out.toByteArray();
  }

  /** Writes the file of {@link #end64} with what {@link #zeros} has left out. */
  void write64(Path file) throws IOException {
    byte[] bytes = end64();
    try (var to = new RandomAccessFile(file.toFile(), "rw")) {
      to.write(bytes, 0, (int) holeAt);
      to.seek(holeAt + hole);
      to.write(bytes, (int) holeAt, bytes.length - (int) holeAt);
    }
  }

  private long position() {
    return out.size() + hole;
  }

  private void writeClaim(Claim claim, byte[] extra) {
    byte[] name = claim.name.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(
        buffer(46)
            .putInt(0x02014B50)
            .putShort(8, (short) claim.flags)
            .putShort(10, (short) claim.method)
            .putInt(20, (int) claim.packed)
            .putInt(24, (int) claim.plain)
            .putShort(28, (short) name.length)
            .putShort(30, (short) extra.length)
            .putInt(42, (int) claim.header)
            .array());
    out.writeBytes(name);
    out.writeBytes(extra);
  }

  private void writeEnd(int entries, int bytes, int table) {
    out.writeBytes(
        buffer(22)
            .putInt(0x06054B50)
            .putShort(8, (short) entries)
            .putShort(10, (short) entries)
            .putInt(12, bytes)
            .putInt(16, table)
            .array());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
