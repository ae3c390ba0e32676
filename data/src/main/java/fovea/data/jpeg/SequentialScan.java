package fovea.data.jpeg;

import java.util.Arrays;

/** The one scan of an ordinary photo: every row of units becomes samples as soon as it is read. */
final class SequentialScan {

  private final Frame frame;
  private final Scan scan;
  private final BitReader in;

  /** One for each row of blocks of each component in a unit. */
  private final InverseDct[][] transforms;

  private final int[] means;

  /** Bits that are set in the largest coefficients of the row; the means count half. */
  private int magnitude;

  SequentialScan(Frame frame, Scan scan, BitReader in) {
    this.frame = frame;
    this.scan = scan;
    this.in = in;
    this.transforms = new InverseDct[scan.parts().size()][];
    this.means = new int[scan.parts().size()];
    for (int i = 0; i < transforms.length; i++) {
      Component component = scan.parts().get(i).component();
      transforms[i] = new InverseDct[component.down()];
      for (int row = 0; row < component.down(); row++) {
        transforms[i][row] = new InverseDct(component.layout().blocksAcross());
      }
    }
  }

  /** Reads all coefficients and writes the samples of all components. */
  void decode() {
    int units = 0;
    for (int row = 0; row < frame.unitsDown(); row++) {
      magnitude = 0;
      for (InverseDct[] ofComponent : transforms) {
        for (InverseDct transform : ofComponent) {
          transform.clear();
        }
      }
      for (int unit = 0; unit < frame.unitsAcross(); unit++, units++) {
        if (scan.restartInterval() > 0 && units > 0 && units % scan.restartInterval() == 0) {
          in.restart((units / scan.restartInterval() - 1) & 7);
          Arrays.fill(means, 0);
        }
        if (!in.isExhausted()) {
          unit(unit);
        }
      }
      store(row);
    }
  }

  private void unit(int unit) {
    for (int i = 0; i < transforms.length; i++) {
      Scan.Part part = scan.parts().get(i);
      int across = part.component().across();
      for (InverseDct transform : transforms[i]) {
        for (int block = unit * across; block < (unit + 1) * across; block++) {
          means[i] += in.coefficient(in.symbol(part.dc()) & 0xF);
          int[] quantization = part.component().quantization();
          int mean = (short) ((short) means[i] * quantization[0]);
          magnitude |= (mean ^ (mean >> 31)) >> 1;
          transform.coefficients()[0][block] = mean;
          others(part.ac(), quantization, transform.coefficients(), block);
        }
      }
    }
  }

  /** All coefficients of a block but the first. */
  private void others(HuffmanTable code, int[] quantization, int[][] coefficients, int block) {
    int[] fast = code.coefficients();
    int[] order = Zigzag.ORDER;
    long buffer = in.buffer();
    int bits = in.bits();
    int at = 1;
    int all = 0;
    while (at < 64) {
      if (bits < 32) {
        in.leave(buffer, bits);
        in.refill();
        buffer = in.buffer();
        bits = in.bits();
      }
      int whole = fast[(int) (buffer >>> (64 - HuffmanTable.LOOK))];
      int used;
      int value;
      if (whole != 0) {
        used = whole & 0xFF;
        at += (whole >> 8) & 0xF;
        value = whole >> 16;
      } else {
        int found = code.code((int) (buffer >>> 48));
        int size = found & 0xF;
        int run = (found >> 4) & 0xF;
        used = (found >> 8) + size;
        if (size == 0) {
          buffer <<= used;
          bits -= used;
          if (run < 15) {
            break;
          }
          at += 16;
          continue;
        }
        at += run;
        value = HuffmanTable.extend((int) (buffer << (found >> 8) >>> (64 - size)), size);
      }
      buffer <<= used;
      bits -= used;
      int coefficient = value * quantization[at];
      all |= coefficient ^ (coefficient >> 31);
      coefficients[order[at]][block] = coefficient;
      at++;
    }
    magnitude |= all;
    in.leave(buffer, bits);
  }

  private void store(int row) {
    for (int i = 0; i < transforms.length; i++) {
      Component component = scan.parts().get(i).component();
      int stride = component.layout().stride();
      for (int block = 0; block < component.down(); block++) {
        int offset = (row * component.down() + block) * 8 * stride;
        transforms[i][block].apply(component.samples(), offset, stride, magnitude);
      }
    }
  }
}
