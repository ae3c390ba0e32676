package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.onednn.code.Vectors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Vectors whose last elements, some of them, are all ones, the others zeros. */
final class Masks {
  private final MemorySegment memory;

  Masks(Vectors vectors) {
    // Zeros, then ones: a mask is what a window between them shows.
    this.memory = Arena.ofAuto().allocate(2L * vectors.bytes(), vectors.bytes());
    for (int i = vectors.lanes(); i < 2 * vectors.lanes(); i++) {
      memory.setAtIndex(JAVA_INT, i, -1);
    }
  }

  /** Where the mask of the last {@code count} elements lies, which are fewer than a vector has. */
  long last(int count) {
    return memory.address() + (long) count * Float.BYTES;
  }
}
