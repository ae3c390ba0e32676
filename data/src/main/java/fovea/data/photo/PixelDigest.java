package fovea.data.photo;

import fovea.data.pixels.Picture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a picture shows, in 256 bits: the same for copies of a file and for files that differ in
 * their notes only.
 *
 * @param sha256 of its bytes, in hexadecimal digits
 */
public record PixelDigest(String sha256) {

  /** That of a picture. */
  public static PixelDigest of(Picture picture) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture.pixels());
      return new PixelDigest(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
