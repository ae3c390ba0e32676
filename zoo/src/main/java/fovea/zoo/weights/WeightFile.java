package fovea.zoo.weights;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.format.torch.TorchFile;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.model.FileArrays;
import fovea.model.TensorNames;
import fovea.nn.StateMapping;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * The tensors of a weight file.
 *
 * @param file where they were found
 * @param tensors by the names that networks have for them
 * @param skipped what else was in the file, in words
 * @param prefix what was taken off the names, such as {@code model.}; often empty
 * @param beside names of tensors that do not begin with it, and are left out
 */
public record WeightFile(
    Path file,
    List<StateMapping.Source> tensors,
    List<String> skipped,
    String prefix,
    List<String> beside) {

  /** Copies the lists. */
  public WeightFile {
    tensors = List.copyOf(tensors);
    skipped = List.copyOf(skipped);
    beside = List.copyOf(beside);
  }

  /** Tensors that have a network's names, and nothing else. */
  public WeightFile(Path file, List<StateMapping.Source> tensors) {
    this(file, tensors, List.of(), "", List.of());
  }

  /**
   * Reads a file of safetensors or of PyTorch, whatever its name.
   *
   * @throws FormatException if it is absent, damaged, or of another kind
   */
  public static WeightFile read(Path file) {
    if (Safetensors.isMeantBy(MappedFile.map(file, "a file of weights", Arena.ofAuto()))) {
      return new WeightFile(file, sources("", Safetensors.read(file).arrays()));
    }
    TorchFile torch = TorchFile.read(file);
    return new WeightFile(
        file,
        sources(torch.prefix(), torch.arrays()),
        torch.skipped().stream().map(part -> part.name() + " (" + part.reason() + ")").toList(),
        torch.prefix(),
        List.of());
  }

  /**
   * The tensors whose names in the file begin with {@code wanted}, which is no part of the
   * network's names for them; a dot at its end may be left out.
   *
   * @throws FoveaException if there are none
   */
  public WeightFile prefix(String wanted) {
    String dotted = wanted.isEmpty() || wanted.endsWith(".") ? wanted : wanted + ".";
    if (prefix.startsWith(dotted)) {
      return this;
    }
    String more = dotted.startsWith(prefix) ? dotted.substring(prefix.length()) : dotted;
    WeightFile chosen =
        keep(source -> source.to().startsWith(more) ? source.to().substring(more.length()) : "")
            .off(more);
    if (chosen.tensors.isEmpty()) {
      throw FoveaException.at(
          "prefix",
          "expected names that begin with "
              + TensorNames.shown(dotted)
              + ", found "
              + TensorNames.brief(tensors.stream().map(StateMapping.Source::from).toList()),
          "name the beginning of these names, or leave it out: one that fits is found");
    }
    return chosen;
  }

  /** Where the tensors that {@code name} gives a name have it; one without is left out. */
  WeightFile keep(Function<StateMapping.Source, String> name) {
    List<StateMapping.Source> kept = new ArrayList<>();
    List<String> others = new ArrayList<>(beside);
    for (StateMapping.Source source : tensors) {
      String to = name.apply(source);
      if (to.isEmpty()) {
        others.add(source.from());
      } else {
        kept.add(new StateMapping.Source(source.from(), to, source.value(), source.transposed()));
      }
    }
    return new WeightFile(file, kept, skipped, prefix, others);
  }

  /** Where {@code more} has been taken off the names, too. */
  WeightFile off(String more) {
    return new WeightFile(file, tensors, skipped, prefix + more, beside);
  }

  /** Shapes of the tensors, by the names that networks have for them. */
  public SequencedMap<String, Shape> shapes() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach(tensor -> shapes.put(tensor.to(), tensor.value().type().shape()));
    return shapes;
  }

  private static List<StateMapping.Source> sources(String prefix, List<NamedArray> arrays) {
    return arrays.stream()
        .map(
            array ->
                new StateMapping.Source(
                    prefix + array.name(), array.name(), FileArrays.buffer(array), false))
        .toList();
  }
}
