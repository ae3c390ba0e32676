package fovea.app;

import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.model.FileArrays;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Files of weights of networks that have learned nothing. */
public final class InitialWeights {
  private static final long SEED = 3;

  private InitialWeights() {}

  /** Writes the initial values of {@code network} to a file in safetensors. */
  public static Path write(Path file, String network) {
    return write(file, network, UnaryOperator.identity());
  }

  /** Writes them under other names. */
  public static Path write(Path file, String network, UnaryOperator<String> naming) {
    var made = Zoo.create(network);
    Parameters.initialize(made, SEED);
    List<NamedArray> arrays = new ArrayList<>();
    StateDict.of(made)
        .forEach((name, value) -> arrays.add(FileArrays.array(naming.apply(name), value)));
    new Safetensors(arrays).write(file);
    return file;
  }
}
