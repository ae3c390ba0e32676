package fovea.data.jpeg;

import java.util.Arrays;

/** One of the pictures of which a photo consists: brightness or a color, often of fewer pixels. */
final class Component {

  private static final int SIDE = 8;
  private static final int NONE = -1;

  private final int id;
  private final int across;
  private final int down;
  private final int table;
  private Layout layout = new Layout(0, 0, 0, 0);
  private int[] quantization = {};

  /** Samples less 128, row by row. */
  private byte[] samples = {};

  /** Coefficients of all blocks where they come in several scans, 64 a block, row by row. */
  private short[] coefficients = {};

  /**
   * The lowest bit that has come of each coefficient, in the order of the file; or {@link #NONE}.
   */
  private final int[] lowest = new int[SIDE * SIDE];

  /**
   * What the frame says.
   *
   * @param id by which scans name it
   * @param across samples in a row for as many of the largest component
   * @param down rows for as many of the largest component
   * @param table number of its quantization table
   */
  Component(int id, int across, int down, int table) {
    this.id = id;
    this.across = across;
    this.down = down;
    this.table = table;
    Arrays.fill(lowest, NONE);
  }

  /**
   * Its size.
   *
   * @param width in samples that are shown
   * @param height in samples that are shown
   * @param blocksAcross with those that fill up the last unit of the scan
   * @param blocksDown with those that fill up the last unit of the scan
   */
  record Layout(int width, int height, int blocksAcross, int blocksDown) {

    /** Blocks in a row of a scan of this component alone. */
    int ownBlocksAcross() {
      return Math.ceilDiv(width, SIDE);
    }

    /** Rows of blocks in a scan of this component alone. */
    int ownBlocksDown() {
      return Math.ceilDiv(height, SIDE);
    }

    /** Samples from one row to the next. */
    int stride() {
      return blocksAcross * SIDE;
    }
  }

  int id() {
    return id;
  }

  int across() {
    return across;
  }

  int down() {
    return down;
  }

  /** Blocks in a unit of a scan of several components. */
  int blocksInUnit() {
    return across * down;
  }

  int table() {
    return table;
  }

  Layout layout() {
    return layout;
  }

  byte[] samples() {
    return samples;
  }

  short[] coefficients() {
    return coefficients;
  }

  /** Makes room for the samples. */
  void allocate(Layout layout) {
    this.layout = layout;
    this.samples =
        new byte[Math.multiplyExact(layout.stride(), Math.multiplyExact(layout.blocksDown, SIDE))];
  }

  /** Makes room for the coefficients of all blocks, if there is none yet. */
  void allocateCoefficients() {
    if (coefficients.length == 0) {
      coefficients = new short[samples.length];
    }
  }

  /** Takes the table as it is at the first scan; files may change it later. */
  void quantizeBy(int[] zigzag) {
    if (quantization.length == 0) {
      quantization = zigzag;
    }
  }

  /** Factors of the coefficients, in the order of the file. */
  int[] quantization() {
    return quantization;
  }

  /** Notes that a scan has brought these. */
  void receive(Scan.Band band) {
    Arrays.fill(lowest, band.first(), band.last() + 1, band.low());
  }

  /** Whether all bits of all coefficients have come. */
  boolean isComplete() {
    return Arrays.stream(lowest).allMatch(bit -> bit == 0);
  }

  /** Whether a scan has brought something of it; otherwise it is gray. */
  boolean hasData() {
    return quantization.length > 0;
  }
}
