package fovea.data.jpeg;

import java.util.Arrays;

/** One of several scans, each of which brings some coefficients, or some bits of them. */
final class ProgressiveScan {

  private final Frame frame;
  private final Scan scan;
  private final BitReader in;
  private final int[] means;

  /** Blocks that follow without anything new. */
  private int emptyBlocks;

  private int units;

  ProgressiveScan(Frame frame, Scan scan, BitReader in) {
    this.frame = frame;
    this.scan = scan;
    this.in = in;
    this.means = new int[scan.parts().size()];
    scan.parts().forEach(part -> part.component().allocateCoefficients());
  }

  /** Adds what the scan brings to the coefficients of its components. */
  void decode() {
    if (scan.parts().size() == 1) {
      alone();
    } else {
      interleaved();
    }
  }

  private void alone() {
    Component.Layout layout = scan.parts().getFirst().component().layout();
    for (int row = 0; row < layout.ownBlocksDown(); row++) {
      for (int column = 0; column < layout.ownBlocksAcross(); column++) {
        restart();
        if (!in.isExhausted()) {
          block(0, row * layout.blocksAcross() + column);
        }
      }
      if (in.isExhausted() && scan.restartInterval() == 0) {
        return;
      }
    }
  }

  private void interleaved() {
    for (int row = 0; row < frame.unitsDown(); row++) {
      for (int column = 0; column < frame.unitsAcross(); column++) {
        restart();
        if (!in.isExhausted()) {
          for (int part = 0; part < means.length; part++) {
            unit(part, row, column);
          }
        }
      }
      if (in.isExhausted() && scan.restartInterval() == 0) {
        return;
      }
    }
  }

  private void unit(int part, int row, int column) {
    Component component = scan.parts().get(part).component();
    for (int y = row * component.down(); y < (row + 1) * component.down(); y++) {
      for (int x = column * component.across(); x < (column + 1) * component.across(); x++) {
        block(part, y * component.layout().blocksAcross() + x);
      }
    }
  }

  private void restart() {
    int interval = scan.restartInterval();
    if (interval > 0 && units > 0 && units % interval == 0) {
      in.restart((units / interval - 1) & 7);
      Arrays.fill(means, 0);
      emptyBlocks = 0;
    }
    units++;
  }

  private void block(int part, int block) {
    Scan.Band band = scan.band();
    short[] coefficients = scan.parts().get(part).component().coefficients();
    int offset = block * 64;
    if (band.first() == 0) {
      if (band.known() == 0) {
        means[part] += in.coefficient(in.symbol(scan.parts().get(part).dc()) & 0xF);
        coefficients[offset] = (short) (means[part] << band.low());
      } else if (in.number(1) != 0) {
        coefficients[offset] |= (short) (1 << band.low());
      }
    }
    if (band.last() > 0) {
      HuffmanTable code = scan.parts().get(part).ac();
      if (band.known() == 0) {
        begin(code, coefficients, offset);
      } else {
        refine(code, coefficients, offset);
      }
    }
  }

  /** The upper bits of coefficients. */
  private void begin(HuffmanTable code, short[] coefficients, int offset) {
    if (emptyBlocks > 0) {
      emptyBlocks--;
      return;
    }
    Scan.Band band = scan.band();
    for (int at = Math.max(1, band.first()); at <= band.last(); at++) {
      int symbol = in.symbol(code);
      int run = symbol >> 4;
      int size = symbol & 0xF;
      if (size != 0) {
        at += run;
        coefficients[offset + Zigzag.ORDER[at]] = (short) (in.coefficient(size) << band.low());
      } else if (run == 15) {
        at += 15;
      } else {
        // Sequential files, whose components may come one by one, know no runs of blocks.
        emptyBlocks = frame.progressive() ? (1 << run) - 1 + in.number(run) : 0;
        return;
      }
    }
  }

  /** One bit more of every coefficient that is not 0, and those that are 1 by this bit. */
  private void refine(HuffmanTable code, short[] coefficients, int offset) {
    Scan.Band band = scan.band();
    int bit = 1 << band.low();
    int at = band.first();
    if (emptyBlocks == 0) {
      for (; at <= band.last(); at++) {
        int symbol = in.symbol(code);
        int run = symbol >> 4;
        int value = 0;
        if ((symbol & 0xF) != 0) {
          value = in.number(1) != 0 ? bit : -bit;
        } else if (run < 15) {
          emptyBlocks = (1 << run) + in.number(run);
          break;
        }
        at = pass(coefficients, offset, at, run);
        if (value != 0) {
          coefficients[offset + Zigzag.ORDER[at]] = (short) value;
        }
      }
    }
    if (emptyBlocks > 0) {
      pass(coefficients, offset, at, 64);
      emptyBlocks--;
    }
  }

  /** Refines what is not 0 up to the place behind {@code zeros} zeros; returns that place. */
  private int pass(short[] coefficients, int offset, int from, int zeros) {
    int bit = 1 << scan.band().low();
    int left = zeros;
    int at = from;
    for (; at <= scan.band().last(); at++) {
      int place = offset + Zigzag.ORDER[at];
      int value = coefficients[place];
      if (value == 0) {
        if (left == 0) {
          return at;
        }
        left--;
      } else if (in.number(1) != 0 && (value & bit) == 0) {
        coefficients[place] = (short) (value >= 0 ? value + bit : value - bit);
      }
    }
    return at;
  }
}
