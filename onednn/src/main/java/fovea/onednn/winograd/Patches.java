package fovea.onednn.winograd;

import fovea.graph.type.Shape;
import fovea.onednn.code.Placement;
import java.util.List;

/**
 * What is read of a picture for each tile.
 *
 * @param tiling of the convolution
 * @param upstream whether it is the gradient of its result, whose patches are as large as what a
 *     tile gives; else it is its input, of which patches overlap
 */
record Patches(Tiling tiling, boolean upstream) {

  /** Rows, and columns, of a patch. */
  int size() {
    return upstream ? tiling.method().step() : tiling.method().tile();
  }

  double[][] matrix() {
    Winograd method = tiling.method();
    return upstream ? Winograd.transposed(method.output()) : method.input();
  }

  Shape shape() {
    return upstream ? tiling.into() : tiling.from();
  }

  Placement placement() {
    return Placement.of(shape(), tiling.type(), tiling.blocked());
  }

  TransformedTiles transformed() {
    return upstream ? tiling.upstreamTiles() : tiling.inputTiles();
  }

  PairedTiles pairs() {
    return upstream ? tiling.upstreamPairs() : tiling.inputPairs();
  }

  List<Tiling.Run> runs() {
    return upstream ? tiling.writing() : tiling.reading();
  }

  /** Rows of zeros above the picture. */
  int top() {
    return upstream ? 0 : tiling.top();
  }

  /** Columns of zeros before it. */
  int left() {
    return upstream ? 0 : tiling.left();
  }
}
