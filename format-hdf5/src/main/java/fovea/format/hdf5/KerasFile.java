package fovea.format.hdf5;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file of Keras holds: the weights layer by layer and, if the whole model was saved, its
 * description. Reads HDF5 files of Keras 2 ({@code .h5}, whole or weights only), the weights of
 * Keras 3 ({@code .weights.h5}) and its archives ({@code .keras}). The state of an optimizer is
 * left aside.
 *
 * @param version of Keras that wrote it; empty if it does not say
 * @param backend of that Keras, such as {@code tensorflow}; empty if the file does not say
 * @param model Keras's {@code model_config}: class and configuration of the model; an empty object
 *     if the file has only weights
 * @param layers in the order of the model, but see {@code naming}
 * @param naming how layers and weights are called
 * @param optimizer whether the file also has the state of an optimizer, which is not read
 */
public record KerasFile(
    String version,
    String backend,
    JsonObject model,
    List<KerasLayer> layers,
    Naming naming,
    boolean optimizer) {

  /** How layers and weights are called. */
  public enum Naming {
    /** Keras 1 and 2: layers and weights have their own names, layers their order. */
    NAMED,
    /**
     * Keras 3: layers are called by class and number, {@code conv2d_1}, whatever their names are,
     * in the order of those names; their weights are called {@code 0}, {@code 1} …
     */
    NUMBERED
  }

  /** Copies the list. */
  public KerasFile {
    layers = List.copyOf(layers);
  }

  /** Whether the file describes the model, not only its weights. */
  public boolean hasModel() {
    return !model.members().isEmpty();
  }

  /**
   * Reads a file; large arrays are views of it.
   *
   * @throws FormatException if it is absent, damaged, or no file of Keras
   */
  public static KerasFile read(Path file) {
    MemorySegment content = MappedFile.map(file, "a file of Keras", Arena.ofAuto());
    return Contained.read(
        file,
        () ->
            KerasArchive.isZip(content)
                ? KerasArchive.read(file)
                : KerasReader.read(new Hdf5(content)));
  }

  /**
   * The same weights for a model that is described elsewhere.
   *
   * @param architecture Keras's class and configuration, as {@link #architecture} reads them
   */
  public KerasFile model(JsonObject architecture) {
    return new KerasFile(version, backend, architecture, layers, naming, optimizer);
  }

  /**
   * Reads the description of a model that was written apart from its weights, by Keras's {@code
   * to_json}, or the {@code config.json} of an archive.
   *
   * @throws FormatException if it is absent, damaged, or describes no model
   */
  public static JsonObject architecture(Path json) {
    try {
      return KerasJson.read(json);
    } catch (FormatException e) {
      throw e.within(json.toString());
    }
  }

  /** Whether a file is such a description, by its content. */
  public static boolean isArchitecture(Path json) {
    try {
      return Files.isRegularFile(json) && !KerasJson.read(json).members().isEmpty();
    } catch (FormatException e) {
      return false;
    }
  }
}
