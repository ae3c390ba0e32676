package fovea.data.jpeg;

/**
 * Brings a component to the size of the picture, row by row, as libjpeg-turbo does: halved ones by
 * weighing neighbors 3 to 1, others by repetition.
 */
final class Upsampler {

  private final byte[] samples;
  private final Component.Layout layout;
  private final int across;
  private final int down;
  private final int[] sums;
  private final int[] far;

  /** For a component of this frame. */
  Upsampler(Frame frame, Component component) {
    if (frame.across() % component.across() != 0 || frame.down() % component.down() != 0) {
      throw new JpegException("its components have sizes that are no whole parts of the largest");
    }
    this.samples = component.samples();
    this.layout = component.layout();
    this.across = frame.across() / component.across();
    this.down = frame.down() / component.down();
    this.sums = new int[layout.width()];
    this.far = new int[layout.width()];
  }

  /** Writes a row of the picture, samples less 128; some more may follow what is needed. */
  void row(int row, int[] to) {
    boolean smoothAcross = across == 2 && down <= 2 && layout.width() > 2;
    if (across == 1 && down == 1) {
      copy(row, to);
    } else if (across == 1 && down == 2) {
      blend(row, to);
      round(to, row % 2 == 0 ? 1 : 2);
    } else if (smoothAcross && down == 1) {
      copy(row, sums);
      widen(to, 2, 1, 2);
    } else if (smoothAcross) {
      blend(row, sums);
      widen(to, 4, 8, 7);
    } else {
      repeat(row, to);
    }
  }

  private void copy(int row, int[] to) {
    int from = row * layout.stride();
    for (int i = 0; i < layout.width(); i++) {
      to[i] = samples[from + i];
    }
  }

  /** Three parts of the nearer row and one of the farther one; at the edges they are the same. */
  private void blend(int row, int[] to) {
    int near = row / 2;
    copy(Math.clamp(row % 2 == 0 ? near - 1 : near + 1, 0, layout.height() - 1), far);
    copy(near, to);
    // Bytes are widened first: a loop that has bytes and integers does not use the vector unit.
    for (int i = 0; i < far.length; i++) {
      to[i] = 3 * to[i] + far[i];
    }
  }

  private void round(int[] to, int bias) {
    for (int i = 0; i < layout.width(); i++) {
      to[i] = (to[i] + bias) >> 2;
    }
  }

  /**
   * Two of each sum: three parts of it and one of the neighbor, divided by a power of two.
   *
   * @param shift of the quotient
   * @param leftBias added before the division to those left of their sum's place
   * @param rightBias added before the division to those right of it
   */
  private void widen(int[] to, int shift, int leftBias, int rightBias) {
    int last = sums.length - 1;
    for (int i = 1; i < last; i++) {
      int middle = 3 * sums[i];
      to[2 * i] = (middle + sums[i - 1] + leftBias) >> shift;
      to[2 * i + 1] = (middle + sums[i + 1] + rightBias) >> shift;
    }
    to[0] = (4 * sums[0] + leftBias) >> shift;
    to[1] = (3 * sums[0] + sums[1] + rightBias) >> shift;
    to[2 * last] = (3 * sums[last] + sums[last - 1] + leftBias) >> shift;
    to[2 * last + 1] = (4 * sums[last] + rightBias) >> shift;
  }

  private void repeat(int row, int[] to) {
    int from = row / down * layout.stride();
    for (int i = 0; i < layout.width(); i++) {
      for (int j = 0; j < across; j++) {
        to[i * across + j] = samples[from + i];
      }
    }
  }
}
