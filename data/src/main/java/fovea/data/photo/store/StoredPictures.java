package fovea.data.photo.store;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Decoded pictures, and how one of another size is brought to that of the set.
 *
 * @param pictures in order, of any sizes
 * @param geometry of the set
 */
public record StoredPictures(List<Stored> pictures, Geometry geometry) {

  /** Copies the list. */
  public StoredPictures {
    pictures = List.copyOf(pictures);
  }

  /**
   * A decoded picture outside of Java's heap.
   *
   * @param shape of it
   * @param pixels its bytes, {@code [c, h, w]}
   */
  public record Stored(PictureShape shape, MemorySegment pixels) {

    public Picture copy() {
      var picture = new Picture(shape);
      MemorySegment.copy(pixels, 0, MemorySegment.ofArray(picture.pixels()), 0, pixels.byteSize());
      return picture;
    }
  }

  /** A picture as large as it is stored. */
  public Picture whole(int index) {
    return pictures.get(index).copy();
  }

  /** Copies a picture's bytes, brought to the size of the set. */
  public void copyFitted(int index, MemorySegment target, long offset) {
    Stored stored = pictures.get(index);
    MemorySegment fitted =
        stored.shape.equals(geometry.picture())
            ? stored.pixels
            : MemorySegment.ofArray(geometry.fit(stored.copy()).pixels());
    MemorySegment.copy(fitted, 0, target, offset, fitted.byteSize());
  }
}
