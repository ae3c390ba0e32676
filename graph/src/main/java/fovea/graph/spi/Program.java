package fovea.graph.spi;

import fovea.graph.Variable;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Map;

/**
 * A graph as a list of steps in the order in which they run.
 *
 * @param arguments types of the arguments
 * @param results values to keep for the caller
 * @param changes the value that each changed variable has at the end
 */
public record Program(
    List<TensorType> arguments,
    List<Step> steps,
    List<Value> results,
    Map<Variable, Value> changes) {}
