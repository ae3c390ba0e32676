package fovea.data.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A BMP file: a bitmap with its place before it. */
final class BmpFile implements PictureDecoder {

  private static final int HEADER = 14;

  private final Dib bitmap;

  BmpFile(byte[] content) throws IOException {
    if (content.length < HEADER + 12) {
      throw new IOException("it is cut short");
    }
    int pixels = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
    this.bitmap = new Dib(content, HEADER, Integer.toUnsignedLong(pixels), false);
  }

  @Override
  public int width() {
    return bitmap.width();
  }

  @Override
  public int height() {
    return bitmap.height();
  }

  @Override
  public DecodedPicture decode() throws IOException {
    return new DecodedPicture(bitmap.picture(bitmap.colors()));
  }
}
