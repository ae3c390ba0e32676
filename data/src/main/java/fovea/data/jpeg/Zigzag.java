package fovea.data.jpeg;

import java.util.Arrays;

/** The order of coefficients in a file, from low frequencies to high ones. */
final class Zigzag {

  /** A run of zeros in a damaged file can lead so far beyond the last coefficient. */
  static final int ROOM = 64 + 16;

  /** Place in the block, row by row, of each; what lies beyond the end goes to the last place. */
  static final int[] ORDER = order();

  private Zigzag() {}

  private static int[] order() {
    var order = new int[ROOM];
    int at = 0;
    for (int sum = 0; sum < 15; sum++) {
      for (int i = Math.max(0, sum - 7); i <= Math.min(sum, 7); i++) {
        order[at++] = sum % 2 == 0 ? (sum - i) * 8 + i : i * 8 + sum - i;
      }
    }
    Arrays.fill(order, 64, ROOM, 63);
    return order;
  }
}
