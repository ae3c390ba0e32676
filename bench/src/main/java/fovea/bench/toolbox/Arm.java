package fovea.bench.toolbox;

import java.util.function.LongFunction;

/**
 * One of the ways to train that an experiment compares.
 *
 * @param name of it
 * @param run trains with a seed, and gives the figure that is compared
 */
record Arm(String name, LongFunction<Figure> run) {

  /** What is measured, and what else is worth knowing of the run. */
  record Figure(double value, String note) {}
}
