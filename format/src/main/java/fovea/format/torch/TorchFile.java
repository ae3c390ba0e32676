package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of a file of {@code torch.save} ({@code .pth}, {@code .pt}, {@code .th}), and the
 * weights found in it.
 *
 * <p>All forms are read that PyTorch has written: zip (1.6 and later), a stream of pickles (0.2 to
 * 1.5) and tar (0.1). Tensors of real and whole numbers and booleans are read whatever their
 * strides; complex, quantized and sparse ones are refused, and so is any pickle that names a
 * function besides those which put together tensors and containers: it is never executed.
 *
 * <p>Weights are looked for under {@code state_dict}, {@code model} and the like; names of nested
 * dictionaries are joined with dots. What belongs to the training (optimizers, schedulers) is left
 * out, and a prefix {@code module.} that all names have, as {@code DataParallel} gives it.
 *
 * @param content everything, as it was saved
 * @param arrays the weights, in the order of the file, with distinct names
 * @param prefix what was taken off each name, such as {@code "module."}; often empty
 * @param skipped what of the file is not among {@code arrays}
 */
public record TorchFile(
    TorchValue content, List<NamedArray> arrays, String prefix, List<Skipped> skipped) {

  /**
   * A part of a file that was not taken as weights.
   *
   * @param name its key in the file, joined with dots
   * @param reason what it is, for people: {@code "a number"}, {@code "the state of an optimizer"}
   */
  public record Skipped(String name, String reason) {}

  /** Copies the lists. */
  public TorchFile {
    arrays = List.copyOf(arrays);
    skipped = List.copyOf(skipped);
  }

  /**
   * Maps a file; tensors are views of it where they can be, valid as long as anything refers to
   * them.
   *
   * @throws FormatException if the file is absent, damaged, no such file, or asks for what is not
   *     allowed; or if it holds no tensor
   */
  public static TorchFile read(Path file) {
    return read(file, Arena.ofAuto());
  }

  /**
   * Maps a file for as long as {@code arena} is open, for those who must replace it afterwards on
   * systems that lock mapped files.
   *
   * @throws FormatException if the file is absent, damaged, no such file, or asks for what is not
   *     allowed; or if it holds no tensor
   */
  public static TorchFile read(Path file, Arena arena) {
    TorchValue content = TorchReader.read(file, arena);
    try {
      return StateDictFinder.find(content);
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /** The weight of that name, if there is one. */
  public Optional<NamedArray> find(String name) {
    return arrays.stream().filter(array -> array.name().equals(name)).findFirst();
  }
}
