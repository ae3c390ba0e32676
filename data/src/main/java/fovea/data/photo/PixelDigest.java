package fovea.data.photo;

import fovea.data.pixels.Picture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a picture shows, in 256 bits.
 *
 * @param sha256 of its bytes
 */
record PixelDigest(String sha256) {

  static PixelDigest of(Picture picture) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture.pixels());
      return new PixelDigest(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
