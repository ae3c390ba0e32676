package fovea.onednn;

import fovea.graph.Binary;
import fovea.graph.Conv;
import fovea.graph.Layout;
import fovea.graph.Select;
import fovea.graph.Unary;
import fovea.graph.Update;
import fovea.graph.Variable;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.MemoryDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where weights are at home: in the layout that their gradient comes out in, so that the optimizer
 * never waits for a reorder, whatever the forward pass reads.
 */
final class HomeLayouts {
  private HomeLayouts() {}

  /** Moves each convolution's weight that {@code program} trains, unless something has before. */
  static void settle(Program program, ConvAlgorithms convolutions) {
    Map<Value, MemoryDesc> gradients = new HashMap<>();
    for (Step step : program.steps()) {
      switch (step.kernel()) {
        case Kernel.Plain(Conv.WeightGrad grad) ->
            convolutions
                .weightGradLayout(grad, step)
                .ifPresent(layout -> gradients.put(step.output(), layout));
        case Kernel.Plain(Update _) -> {
          if (step.input(0).origin() instanceof Value.Origin.Stored(Variable variable)
              && program.changes().containsKey(variable)) {
            laid(step, gradients).ifPresent(layout -> settle(variable, layout));
          }
        }
        case Kernel.Plain(Unary _), Kernel.Plain(Binary _), Kernel.Plain(Select _) ->
            laid(step, gradients).ifPresent(layout -> gradients.put(step.output(), layout));
        default -> {}
      }
    }
    // What an optimizer composes of elementwise functions lies like the gradient that it is made
    // of.
    program
        .changes()
        .forEach(
            (variable, value) -> {
              if (gradients.containsKey(value)) {
                settle(variable, gradients.get(value));
              }
            });
  }

  /** The layout of an input, or of the gradient that it is made of, as large as the result. */
  private static Optional<MemoryDesc> laid(Step step, Map<Value, MemoryDesc> gradients) {
    return step.inputs().stream()
        .filter(input -> input.type().equals(step.output(0).type()))
        .flatMap(input -> Stream.ofNullable(gradients.get(input)))
        .findFirst();
  }

  private static void settle(Variable variable, MemoryDesc layout) {
    if (variable.home() instanceof Layout.Plain) {
      variable.moveTo(BlockedLayout.of(variable.type(), layout));
    }
  }
}
