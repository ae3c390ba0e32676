package fovea.keras;

import fovea.format.FormatException;
import fovea.format.hdf5.KerasFile;
import fovea.format.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.List;

/** What a file of Keras holds, in the names and layouts of the rest of the world. */
public sealed interface KerasModel {

  /** Where each array of the file has gone, in order. */
  List<Mapping> mapping();

  /** What is not as in the file, a sentence each, without full stop. */
  List<String> notes();

  /**
   * A model with its weights, as a graph over {@code [n, c, h, w]} that gives logits: a last
   * softmax is left out.
   */
  record Graph(OnnxModel model, List<Mapping> mapping, List<String> notes) implements KerasModel {

    /** Copies the lists. */
    public Graph {
      mapping = List.copyOf(mapping);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a file of Keras and translates it.
   *
   * @throws FormatException if it is absent, damaged, or has what cannot be translated
   */
  static KerasModel read(Path file) {
    KerasFile content = KerasFile.read(file);
    try {
      return of(content);
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /** Translates what a file holds. */
  static KerasModel of(KerasFile file) {
    return Translator.translate(file);
  }
}
