package fovea.format.hdf5;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;

/**
 * A file to be read by jHDF, which follows every address in it: reads end at the end of the file,
 * and there are only so many of them. That is what stops a walk through trees and lists that lead
 * back to themselves.
 */
final class GuardedChannel extends FileChannel {
  private static final long MOST_READS = 1_000_000;
  private static final long MOST_BYTES = 64L << 20;

  private final MemorySegment content;
  private final long limit;
  private long reads;
  private long bytes;
  private long position;

  /** A channel over the bytes of a file. */
  GuardedChannel(MemorySegment content) {
    this.content = content;
    // Arrays are not read here but seen in place, and descriptions are a small part of a file.
    this.limit = MOST_BYTES + 4 * content.byteSize();
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    int length = target.remaining();
    if (from < 0 || length > content.byteSize() - from) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%,d bytes at %s are beyond the end of the file",
              length,
              Long.toUnsignedString(from)));
    }
    reads++;
    bytes += length;
    if (reads > MOST_READS || bytes > limit) {
      throw new IOException("its parts refer to each other without end");
    }
    target.put(content.asSlice(from, length).asByteBuffer());
    return length;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int length = read(target, position);
    position += length;
    return length;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += read(targets[i]);
    }
    return sum;
  }

  @Override
  public long size() {
    return content.byteSize();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long position) {
    this.position = position;
    return this;
  }

  /** Not supported, upon which jHDF reads instead. */
  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metaData) {}

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void implCloseChannel() {}
}
