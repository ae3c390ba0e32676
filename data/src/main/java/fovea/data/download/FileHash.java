package fovea.data.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash, or its first digits, by which a file is identified as what it should be: what its
 * publisher gives.
 *
 * @param algorithm by Java's name
 * @param digits in lower-case hexadecimal; publishers often give but the first eight
 */
public record FileHash(String algorithm, String digits) {

  private static final int CHUNK = 1 << 20;

  /** A SHA-256 or its first digits. */
  public static FileHash sha256(String digits) {
    return new FileHash("SHA-256", digits);
  }

  /** An MD5, which is good against accidents, not against an adversary. */
  public static FileHash md5(String digits) {
    return new FileHash("MD5", digits);
  }

  /**
   * Whether the file on the disk has this hash.
   *
   * @throws IOException if it cannot be read
   */
  public boolean matches(Path file) throws IOException {
    return of(file).startsWith(digits);
  }

  /** Fails unless the file on the disk has this hash. */
  void require(String name, Path file) throws IOException {
    compare(name, of(file));
  }

  /**
   * Fails unless the bytes have this hash.
   *
   * @throws IOException if they have another one
   */
  public void require(String name, byte[] content) throws IOException {
    compare(name, HexFormat.of().formatHex(digest().digest(content)));
  }

  private String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (var channel = FileChannel.open(file)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void compare(String name, String found) throws IOException {
    if (!found.startsWith(digits)) {
      throw new IOException(
          "expected the %s %s of %s, found %s".formatted(algorithm, digits, name, found));
    }
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + digits;
  }
}
