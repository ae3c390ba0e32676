package fovea.data.sets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which downloads are recognized as what they should be. */
final class Checksum {

  private static final int CHUNK = 1 << 20;

  private Checksum() {}

  /** Fails unless the file on the disk is that file. */
  static void require(RemoteFile expected, Path file) throws IOException {
    MessageDigest digest = sha256();
    try (var channel = FileChannel.open(file)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    compare(expected, digest);
  }

  /** Fails unless the bytes are those of that file. */
  static void require(RemoteFile expected, byte[] content) throws IOException {
    MessageDigest digest = sha256();
    digest.update(content);
    compare(expected, digest);
  }

  private static void compare(RemoteFile expected, MessageDigest digest) throws IOException {
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected.sha256())) {
      throw new IOException(
          "expected the SHA-256 %s of %s, found %s"
              .formatted(expected.sha256(), expected.name(), found));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
