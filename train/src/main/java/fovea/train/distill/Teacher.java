package fovea.train.distill;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.train.run.StateChecksum;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One trained classifier, or several as an ensemble, that others learn from. It stays as it is: its
 * parameters are not those of the network that learns, and it runs as it is used, with running
 * statistics and without dropout.
 */
public final class Teacher {
  private final List<Layer> members;
  private final UnaryOperator<Tensor> input;
  private final String checksum;

  private Teacher(List<Layer> members, UnaryOperator<Tensor> input, String checksum) {
    this.members = members;
    this.input = input;
    this.checksum = checksum;
  }

  /** A network that gives logits {@code [n, classes]}, or several that do. */
  public static Teacher of(Layer... members) {
    return of(List.of(members));
  }

  /**
   * The members of an ensemble, of which each gives logits {@code [n, classes]}.
   *
   * @throws FoveaException if there are none
   */
  public static Teacher of(List<? extends Layer> members) {
    if (members.isEmpty()) {
      throw FoveaException.at(
          "teacher",
          "expected a network, found none",
          "give it one, or the members of an ensemble");
    }
    List<Layer> copy = List.copyOf(members);
    return new Teacher(copy, UnaryOperator.identity(), StateChecksum.of(copy));
  }

  /**
   * The same for a student that takes pictures otherwise: what turns its input into the teacher's.
   */
  public Teacher input(UnaryOperator<Tensor> change) {
    return new Teacher(members, change, checksum);
  }

  /** A checksum of all its values, by which another teacher is recognized. */
  public String checksum() {
    return checksum;
  }

  /**
   * Its probabilities as nodes of the graph, {@code [n, classes]}: the softmax of logits /
   * temperature, of several members the mean of theirs.
   *
   * @param inputs of the student
   */
  public Tensor probabilities(Tensor inputs, double temperature) {
    return Scope.within("teacher", () -> Mode.inference(() -> mean(inputs, temperature)));
  }

  private Tensor mean(Tensor inputs, double temperature) {
    Tensor taken = input.apply(inputs);
    return members.stream()
        .map(member -> taken.apply(member).div(temperature).softmax(1))
        .reduce(Tensor::add)
        .orElseThrow()
        .div(members.size());
  }
}
