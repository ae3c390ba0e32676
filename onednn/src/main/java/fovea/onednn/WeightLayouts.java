package fovea.onednn;

import fovea.graph.Variable;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Select;
import fovea.graph.op.Unary;
import fovea.graph.op.Update;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Layout;
import fovea.onednn.conv.ConvAlgorithms;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.lower.BlockedLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The storage layout of weights: the one that their gradient comes out in, so that the optimizer
 * never waits for a reorder, whatever the forward pass reads.
 */
public final class WeightLayouts {
  private WeightLayouts() {}

  /** Moves each convolution's weight that {@code program} trains, unless something has before. */
  public static void settle(Program program, ConvAlgorithms convolutions) {
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
            laid(step, gradients)
                .ifPresent(
                    layout -> {
                      settle(variable, layout);
                      gradients.put(step.output(0), layout);
                    });
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
    if (variable.layout() instanceof Layout.Plain) {
      variable.moveTo(BlockedLayout.of(variable.type(), layout));
    }
  }
}
