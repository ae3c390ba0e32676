package fovea.onednn.lower;

import fovea.graph.Variable;
import fovea.graph.op.Move;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which steps of a program read its values, and until when. */
final class Reads {
  private final Program program;
  private final Map<Value, Integer> last = new HashMap<>();
  private final Map<Variable, Integer> lastOfOld = new HashMap<>();

  Reads(Program program) {
    this.program = program;
    Map<Value, Value> sources = new HashMap<>();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      for (Value input : step.inputs()) {
        last.put(input, i);
        // A reshape is the same memory, and a cast may be made only where it is read.
        Value source = sources.getOrDefault(input, input);
        if (source.origin() instanceof Value.Origin.Stored(Variable variable)) {
          lastOfOld.put(variable, i);
        }
        if (step.kernel() instanceof Kernel.Plain(Move.Reshape _)
            || step.kernel() instanceof Kernel.Plain(Move.Cast _)) {
          sources.put(step.output(), source);
        }
      }
    }
    program.results().forEach(value -> last.put(value, Integer.MAX_VALUE));
  }

  /** Whether a step reads the value, or it is a result. */
  boolean any(Value value) {
    return last.containsKey(value);
  }

  /** The last step that reads the value; after all of them for a result, -1 if there is none. */
  int last(Value value) {
    return last.getOrDefault(value, -1);
  }

  /** The last step that reads what a variable holds before the program changes it; -1 if none. */
  int lastOfOld(Variable variable) {
    return lastOfOld.getOrDefault(variable, -1);
  }

  /** The steps that read the value. */
  List<Step> readers(Value value) {
    return program.steps().stream().filter(step -> step.inputs().contains(value)).toList();
  }
}
