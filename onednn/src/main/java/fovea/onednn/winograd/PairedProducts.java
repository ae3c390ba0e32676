package fovea.onednn.winograd;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.weightgradient.PairProducts;
import fovea.onednn.weightgradient.WeightGradient;
import java.util.List;
import java.util.function.Function;

/**
 * Transformed tiles of bf16 in pairs, those of tiles one below the other, multiplied by our own
 * code.
 */
record PairedProducts(Tiling tiling, Vectors vectors) implements GradientProducts {

  @Override
  public long inputBytes() {
    return tiling.inputPairs().bytes();
  }

  @Override
  public long upstreamBytes() {
    return tiling.upstreamPairs().bytes();
  }

  @Override
  public long padBytes() {
    return 1;
  }

  @Override
  public boolean blocked() {
    return true;
  }

  @Override
  public String implementation() {
    return WeightGradient.IMPLEMENTATION;
  }

  @Override
  public List<Runnable> bind(Grouping.Turn turn, Memory at, Function<Routine, MachineCode> codes) {
    var input = new PairedPatches(new Patches(tiling, false), vectors);
    var upstream = new PairedPatches(new Patches(tiling, true), vectors);
    Bands group = turn.group();
    int inputs = tiling.from().dim(1);
    int outputs = tiling.into().dim(1);
    var products =
        new PairProducts(tiling.method().products(), tiling.pairs(group.count()), inputs, outputs);
    return List.of(
        input.bind(group, at.source(), at.zeros(), at.inputTiles(), codes),
        upstream.bind(group, at.upstream(), at.zeros(), at.upstreamTiles(), codes),
        products.bind(
            tiling.inputPairs().matrices(at.inputTiles()),
            tiling.upstreamPairs().matrices(at.upstreamTiles()),
            at.sums(),
            new TransformedTiles(tiling.method(), DataType.F32, inputs, outputs).stride(),
            !turn.first(),
            codes));
  }
}
