package fovea.onednn.winograd;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.MatMulPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.winograd.PatchTransform.Into;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Transformed tiles in rows, one for each tile, multiplied by oneDNN. */
record RowProducts(Tiling tiling, Vectors vectors) implements GradientProducts {

  @Override
  public long inputBytes() {
    return tiling.inputTiles().bytes();
  }

  @Override
  public long upstreamBytes() {
    return tiling.upstreamTiles().bytes();
  }

  @Override
  public long padBytes() {
    return Product.pad(
        tiling
            .sizes()
            .boxed()
            .flatMap(tiles -> Stream.of(product(tiles, true), product(tiles, false)))
            .toList());
  }

  @Override
  public boolean blocked() {
    return false;
  }

  @Override
  public String implementation() {
    return product(tiling.inputTiles().rows(), true).implementation();
  }

  private PrimitiveDesc product(long tiles, boolean first) {
    TransformedTiles sums =
        new TransformedTiles(
            tiling.method(), DataType.F32, tiling.from().dim(1), tiling.into().dim(1));
    PrimitiveOperands operands =
        PrimitiveOperands.of(
            tiling.inputTiles().transposed(tiles),
            tiling.upstreamTiles().matrices(tiles),
            sums.all());
    return tiling.grouping().make(() -> MatMulPrimitive.create(operands, attributes(first)));
  }

  /** All but the first tiles add to what is there. */
  static PrimitiveAttributes attributes(boolean first) {
    return first
        ? PrimitiveAttributes.standard()
        : PrimitiveAttributes.standard().then(new PostOp.Accumulate(1));
  }

  @Override
  public List<Runnable> bind(Grouping.Turn turn, Memory at, Function<Routine, MachineCode> codes) {
    var input = new PatchTransform(new Patches(tiling, false), Into.ROW, vectors);
    var upstream = new PatchTransform(new Patches(tiling, true), Into.ROW, vectors);
    Bands group = turn.group();
    Product product = new Product(at.inputTiles(), at.upstreamTiles(), at.sums(), at.pad());
    return List.of(
        input.bind(codes.apply(input), group, at.source(), at.zeros(), at.inputTiles()),
        upstream.bind(codes.apply(upstream), group, at.upstream(), at.zeros(), at.upstreamTiles()),
        product.bind(product(tiling.tiles(group), turn.first()), turn.stream()));
  }
}
