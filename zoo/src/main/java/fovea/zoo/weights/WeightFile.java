package fovea.zoo.weights;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.format.torch.TorchFile;
import fovea.graph.type.Shape;
import fovea.model.FileArrays;
import fovea.nn.StateMapping;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The tensors of a weight file.
 *
 * @param file where they were found
 * @param tensors by the names that networks have for them
 * @param skipped what else was in the file, in words
 */
public record WeightFile(Path file, List<StateMapping.Source> tensors, List<String> skipped) {
  /** Copies the lists. */
  public WeightFile {
    tensors = List.copyOf(tensors);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads a file of safetensors or of PyTorch, whatever its name.
   *
   * @throws FormatException if it is absent, damaged, or of another kind
   */
  public static WeightFile read(Path file) {
    if (Safetensors.isMeantBy(MappedFile.map(file, "a file of weights", Arena.ofAuto()))) {
      List<NamedArray> arrays = Safetensors.read(file).arrays();
      return new WeightFile(file, sources("", arrays), List.of());
    }
    TorchFile torch = TorchFile.read(file);
    return new WeightFile(
        file,
        sources(torch.prefix(), torch.arrays()),
        torch.skipped().stream().map(part -> part.name() + " (" + part.reason() + ")").toList());
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
