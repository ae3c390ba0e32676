package fovea.graph.ref;

import fovea.graph.spi.Step;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Inputs and results of one kernel as arrays of doubles in row-major order. Each result is rounded
 * to its element type once, when it is stored.
 */
final class Operands {
  private final List<TensorType> inputTypes;
  private final List<TensorType> outputTypes;
  private final double[][] inputs;
  private final double[][] outputs;

  private Operands(Step step, double[][] inputs, double[][] outputs) {
    this.inputTypes = step.inputTypes();
    this.outputTypes = step.outputTypes();
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Reads the inputs of {@code step}; results start as zeros. */
  static Operands read(Step step, List<MemorySegment> inputs) {
    double[][] read = new double[inputs.size()][];
    for (int i = 0; i < read.length; i++) {
      read[i] = new HostBuffer(step.input(i).type(), inputs.get(i)).doubles();
    }
    double[][] outputs = new double[step.outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = new double[Math.toIntExact(step.output(i).type().shape().elements())];
    }
    return new Operands(step, read, outputs);
  }

  /** Stores the results. */
  void write(List<MemorySegment> targets) {
    for (int i = 0; i < outputs.length; i++) {
      HostBuffer target = new HostBuffer(outputTypes.get(i), targets.get(i));
      for (int j = 0; j < outputs[i].length; j++) {
        target.set(j, outputs[i][j]);
      }
    }
  }

  /** How many inputs there are. */
  int count() {
    return inputs.length;
  }

  /** Input {@code index}. */
  double[] in(int index) {
    return inputs[index];
  }

  /** Shape of input {@code index}. */
  Shape inShape(int index) {
    return inputTypes.get(index).shape();
  }

  /** Result {@code index}, to be filled. */
  double[] out(int index) {
    return outputs[index];
  }

  /** Shape of result {@code index}. */
  Shape outShape(int index) {
    return outputTypes.get(index).shape();
  }
}
