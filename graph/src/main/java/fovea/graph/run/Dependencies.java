package fovea.graph.run;

import fovea.graph.Variable;
import fovea.graph.spi.Program;
import fovea.graph.spi.Value;
import java.util.HashSet;
import java.util.Set;

/** The variables that a plan depends on, and whether they are still as it was made for them. */
final class Dependencies {
  private final Variable[] variables;
  private final long made;
  private long seen;
  private boolean unchanged = true;

  private Dependencies(Set<Variable> variables) {
    this.seen = Variable.structureEpoch();
    this.variables = variables.toArray(Variable[]::new);
    this.made = structure();
  }

  /**
   * Those that {@code program} uses and those that its function has looked at, as they are now: to
   * be asked for when the program is lowered, which may move variables to other layouts.
   */
  static Dependencies of(Program program, Set<Variable> lookedAt) {
    Set<Variable> variables = new HashSet<>(lookedAt);
    variables.addAll(program.changes().keySet());
    program.steps().forEach(step -> step.inputs().forEach(value -> add(value, variables)));
    program.results().forEach(value -> add(value, variables));
    return new Dependencies(variables);
  }

  private static void add(Value value, Set<Variable> variables) {
    if (value.origin() instanceof Value.Origin.Stored(Variable variable)) {
      variables.add(variable);
    }
  }

  /** Whether type, layout and trainability of all are what they were. */
  synchronized boolean unchanged() {
    long now = Variable.structureEpoch();
    if (unchanged && now != seen) {
      unchanged = structure() == made;
      seen = now;
    }
    return unchanged;
  }

  /** Moves when one of the variables does: each only counts upwards. */
  private long structure() {
    long sum = 0;
    for (Variable variable : variables) {
      sum += variable.structure();
    }
    return sum;
  }
}
