package fovea.onednn.moments;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MemoryDesc;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the channels of pictures lie that are read a vector at a time. All distances are in
 * elements.
 *
 * @param vectors that channels are read by
 * @param channels padding included
 * @param pictures whose pixels lie in one run each
 * @param pixels of a run
 * @param picture from run to run
 * @param pixel from pixel to pixel
 * @param blockSize channels that lie beside each other
 * @param block from one block of channels to the next
 */
record ChannelRuns(
    Vectors vectors,
    int channels,
    int pictures,
    int pixels,
    long picture,
    long pixel,
    int blockSize,
    long block) {

  /** Those of {@code [n, c, h, w]} or {@code [n, c]}, if vectors of channels lie together there. */
  static Optional<ChannelRuns> of(MemoryDesc desc, Vectors vectors) {
    long[] dims = desc.dims();
    long[] blocks = desc.innerBlocks();
    int channels = (int) desc.paddedDims()[1];
    boolean whole = channels % vectors.lanes() == 0;
    if (!whole || (dims.length != 2 && dims.length != 4)) {
      return Optional.empty();
    }
    long area = dims.length == 2 ? 1 : dims[2] * dims[3];
    if (blocks.length == 0 && lastChannel(desc, dims, channels)) {
      int all = Math.toIntExact(dims[0] * area);
      return Optional.of(
          new ChannelRuns(vectors, channels, 1, all, 0, channels, channels, channels));
    }
    boolean blocked =
        blocks.length == 1
            && desc.innerAxes()[0] == 1
            && blocks[0] % vectors.lanes() == 0
            && dims.length == 4
            && rows(desc, dims, blocks[0]);
    return blocked
        ? Optional.of(
            new ChannelRuns(
                vectors,
                channels,
                (int) dims[0],
                Math.toIntExact(area),
                desc.strides()[0],
                blocks[0],
                (int) blocks[0],
                desc.strides()[1]))
        : Optional.empty();
  }

  /** Whether the pixels of all pictures follow each other, each with all its channels. */
  private static boolean lastChannel(MemoryDesc desc, long[] dims, long channels) {
    long[] expected =
        dims.length == 2
            ? new long[] {channels, 1}
            : new long[] {dims[2] * dims[3] * channels, 1, dims[3] * channels, channels};
    return Arrays.equals(expected, desc.strides());
  }

  /** Whether the pixels of a picture follow each other. */
  private static boolean rows(MemoryDesc desc, long[] dims, long pixel) {
    return desc.strides()[2] == dims[3] * pixel && desc.strides()[3] == pixel;
  }

  /** Vectors of channels. */
  int groups() {
    return channels / vectors.lanes();
  }

  /** Where a vector of channels of a pixel of a picture lies. */
  long at(int run, int pixelOfRun, int group) {
    long first = (long) group * vectors.lanes();
    return run * picture + pixelOfRun * pixel + first / blockSize * block + first % blockSize;
  }

  /** Pixels of all pictures. */
  long all() {
    return (long) pictures * pixels;
  }
}
