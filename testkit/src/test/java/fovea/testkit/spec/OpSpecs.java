package fovea.testkit.spec;

import fovea.graph.op.Op;
import fovea.graph.op.Source;
import fovea.graph.op.Update;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table: a row for each op. */
final class OpSpecs {
  /** Families that have no row here, and why. */
  static final Map<Class<? extends Op>, String> EXCEPTIONS =
      Map.of(
          Source.class, "no op computes them: they are where tensors come from",
          Update.class, "no gradient goes through them: UpdateTest holds their values");

  private OpSpecs() {}

  static List<OpSpec> rows() {
    return Stream.of(
            PointwiseSpecs.ROWS,
            WindowSpecs.ROWS,
            LayerSpecs.ROWS,
            MoveSpecs.ROWS,
            CustomSpecs.ROWS)
        .flatMap(List::stream)
        .toList();
  }
}
