package fovea.train.run;

import fovea.data.PictureSet;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells data sets apart by their content. */
final class Fingerprint {

  private static final int BYTES = 16;

  private Fingerprint() {}

  /** The first half of the SHA-256 of labels and pixels, in hexadecimal digits. */
  static String of(PictureSet pictures) {
    MessageDigest digest = sha256();
    byte[] pixels = new byte[pictures.shape().values()];
    MemorySegment target = MemorySegment.ofArray(pixels);
    ByteBuffer label = ByteBuffer.allocate(Integer.BYTES);
    for (int i = 0; i < pictures.size(); i++) {
      digest.update(label.putInt(0, pictures.label(i)).array());
      pictures.copyPicture(i, target, 0);
      digest.update(pixels);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
