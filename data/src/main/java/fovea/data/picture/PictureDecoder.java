package fovea.data.picture;

import java.io.IOException;

/** A file whose header has been read: its size is known before anything large is allocated. */
interface PictureDecoder {

  int width();

  int height();

  /** Bytes that decoding takes, roughly. */
  default long memory() {
    // The decoded raster and our copy of it, at four bytes each.
    return 8L * width() * height();
  }

  /**
   * The picture and what is wrong with the file.
   *
   * @throws IOException if nothing can be shown; its message says what is wrong
   */
  DecodedPicture decode() throws IOException;
}
