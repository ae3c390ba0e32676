package fovea.data.photo.store;

import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;

/**
 * Room for decoded pictures of any sizes, one after the other in blocks; filled by several threads.
 */
public final class PictureStore {

  private static final long BLOCK = 64L << 20;

  private final long block;
  private long memory;
  private MemorySegment current = MemorySegment.NULL;
  private long used;

  /**
   * Room for at least so many bytes.
   *
   * @param memory how much of it may be memory; the rest lies in files
   * @throws fovea.data.pixels.DataException if there is not so much
   */
  public PictureStore(long expected, long memory) {
    this.block = Math.clamp(expected, 1, BLOCK);
    this.memory = memory;
    PictureBlock.requireRoom(expected, memory);
  }

  /**
   * Copies a picture into it.
   *
   * @throws fovea.data.pixels.DataException if there is no room
   */
  public StoredPictures.Stored put(Picture picture) {
    MemorySegment pixels = MemorySegment.ofArray(picture.pixels());
    MemorySegment room = reserve(pixels.byteSize());
    room.copyFrom(pixels);
    return new StoredPictures.Stored(picture.shape(), room.asReadOnly());
  }

  private synchronized MemorySegment reserve(long bytes) {
    if (bytes > current.byteSize() - used) {
      current = PictureBlock.allocate(Math.max(block, bytes), memory);
      memory -= current.byteSize();
      used = 0;
    }
    MemorySegment room = current.asSlice(used, bytes);
    used += bytes;
    return room;
  }
}
