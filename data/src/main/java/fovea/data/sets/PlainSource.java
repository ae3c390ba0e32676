package fovea.data.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is read as it is. */
final class PlainSource extends ByteSource {

  private final FileChannel channel;
  private final long size;

  PlainSource(Path file) throws IOException {
    super(file);
    this.channel = FileChannel.open(file);
    this.size = channel.size();
  }

  @Override
  long capacity() {
    return size;
  }

  @Override
  int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
