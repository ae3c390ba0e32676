package fovea.explain.occlusion;

import fovea.nn.init.KeyedRandom;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Smooth masks by their index: a grid of cells that show or hide, enlarged linearly to a little
 * more than a picture and shifted by less than a cell (Petsiuk et al. 2018).
 */
record RandomMasks(KeyedRandom random, Grid grid, int height, int width) {

  /**
   * What is enlarged.
   *
   * @param cells along a side
   * @param shown how likely a cell shows
   */
  record Grid(int cells, double shown) {}

  /** Some masks, each with a number for every place. */
  List<float[]> from(int first, int last) {
    return IntStream.range(first, last).parallel().mapToObj(this::mask).toList();
  }

  private float[] mask(int index) {
    int cells = grid.cells();
    // Two more rows and columns, for the shift and the last cell; then two numbers for the shift.
    int corners = cells + 2;
    long at = (long) index * (corners * corners + 2);
    float[] drawn = new float[corners * corners];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.uniform(at + i) < grid.shown() ? 1 : 0;
    }
    double down = random.uniform(at + drawn.length);
    double right = random.uniform(at + drawn.length + 1);
    float[] mask = new float[height * width];
    float[] across = new float[corners];
    for (int row = 0; row < height; row++) {
      mix(drawn, (row + 0.5) * cells / height + down, across);
      for (int column = 0; column < width; column++) {
        mask[row * width + column] = at(across, (column + 0.5) * cells / width + right);
      }
    }
    return mask;
  }

  /** A row between two of the grid. */
  private void mix(float[] drawn, double y, float[] across) {
    int corners = across.length;
    int above = (int) y;
    float share = (float) (y - above);
    for (int i = 0; i < corners; i++) {
      float top = drawn[above * corners + i];
      across[i] = top + (drawn[(above + 1) * corners + i] - top) * share;
    }
  }

  private static float at(float[] across, double x) {
    int left = (int) x;
    return across[left] + (across[left + 1] - across[left]) * (float) (x - left);
  }
}
