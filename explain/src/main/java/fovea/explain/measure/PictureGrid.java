package fovea.explain.measure;

import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.List;

/**
 * Four pictures of different classes as one picture of twice the size, and the question after one
 * of them.
 *
 * @param picture {@code [1, c, 2 h, 2 w]}
 * @param target the class that is asked about
 * @param quarter where the picture of this class is: 0 top left, 1 top right, 2 bottom left, 3
 *     bottom right
 */
public record PictureGrid(HostBuffer picture, ClassTarget target, int quarter) {
  private static final int SIDE = 2;

  /** Makes a grid of four pictures {@code [1, c, h, w]}. */
  static PictureGrid of(List<HostBuffer> pictures, ClassTarget target, int quarter) {
    Shape one = pictures.getFirst().type().shape();
    int channels = one.dim(1);
    int height = one.dim(2);
    int width = one.dim(3);
    HostBuffer grid =
        HostBuffer.allocate(
            pictures.getFirst().type().with(Shape.of(1, channels, SIDE * height, SIDE * width)));
    int across = SIDE * width;
    int down = SIDE * height;
    for (int i = 0; i < channels * down * across; i++) {
      int column = i % across;
      int row = i / across % down;
      int channel = i / across / down;
      HostBuffer from = pictures.get(row / height * SIDE + column / width);
      long place = ((long) channel * height + row % height) * width + column % width;
      grid.set(i, from.at(place));
    }
    return new PictureGrid(grid, target, quarter);
  }

  /**
   * Share of what is above zero in {@code map} that lies in the right quarter; 0 where nothing is.
   *
   * @param map of any size
   */
  public double share(Heatmap map) {
    Shape shape = picture.type().shape();
    Heatmap large = map.resized(shape.dim(2), shape.dim(3));
    double all = large.positiveMass(0, 0, shape.dim(2), shape.dim(3));
    int height = shape.dim(2) / SIDE;
    int width = shape.dim(3) / SIDE;
    int top = quarter / SIDE * height;
    int left = quarter % SIDE * width;
    return all > 0 ? large.positiveMass(top, left, top + height, left + width) / all : 0;
  }
}
