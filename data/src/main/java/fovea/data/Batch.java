package fovea.data;

import java.lang.foreign.MemorySegment;

/**
 * Some pictures, ready for a network; valid until its feed moves on.
 *
 * @param index of this batch in its epoch, from 0
 * @param size number of pictures, {@code n}; the last batch of an epoch may be smaller
 * @param images native floats {@code [n, c, h, w]}, 64-byte aligned
 * @param labels native 32-bit integers {@code [n]}
 */
public record Batch(int index, int size, MemorySegment images, MemorySegment labels) {}
