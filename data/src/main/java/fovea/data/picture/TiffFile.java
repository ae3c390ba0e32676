package fovea.data.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** The first picture of a TIFF file. */
final class TiffFile implements PictureDecoder {

  private final byte[] content;
  private final TiffTags tags;
  private final int width;
  private final int height;

  TiffFile(byte[] content) throws IOException {
    this.content = content.clone();
    this.tags = TiffTags.of(this.content);
    this.width = side(tags.first(TiffTags.WIDTH, 0));
    this.height = side(tags.first(TiffTags.HEIGHT, 0));
  }

  private static int side(long length) {
    return (int) Math.min(Integer.MAX_VALUE, length);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public long memory() {
    long bits = 0;
    for (long depth : tags.all(TiffTags.BITS)) {
      bits += depth;
    }
    return (long) width * height * (4 + bits / 8);
  }

  @Override
  public DecodedPicture decode() throws IOException {
    cutToFile(TiffTags.STRIP_OFFSETS, TiffTags.STRIP_SIZES);
    cutToFile(TiffTags.TILE_OFFSETS, TiffTags.TILE_SIZES);
    new TiffStrips(content, tags).check(width, height);
    try (var reader = new PluginReader("tiff", content)) {
      BufferedImage image = reader.image();
      // A fourth sample that stands for nothing is no opacity.
      boolean opaque = tags.first(TiffTags.EXTRA_SAMPLES, 0) == 0;
      Orientation orientation = Orientation.of(tags);
      return new DecodedPicture(orientation.upright(Rasters.picture(image, opaque)));
    }
  }

  /** Takes as much of each strip or tile as is there: Java allocates what the file claims. */
  private void cutToFile(int offsets, int sizes) {
    long[] starts = tags.all(offsets);
    long[] lengths = tags.all(sizes);
    for (int i = 0; i < Math.min(starts.length, lengths.length); i++) {
      long there = Math.max(0, content.length - starts[i]);
      if (lengths[i] > there) {
        tags.set(sizes, i, there);
      }
    }
  }
}
