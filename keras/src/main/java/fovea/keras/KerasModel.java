package fovea.keras;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.onnx.OnnxModel;
import fovea.keras.mapping.Mapping;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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
   * Weights of a network of Keras Applications, for the network of the zoo that is the same.
   *
   * @param network as users type it, with options: {@code
   *     mobilenet_v2:width=0.35,padding=same,epsilon=0.001}
   * @param classes outputs of the last layer; 0 if the file has no last layer
   * @param values by the zoo's names
   * @param pixels how the network wants its pictures
   */
  record ZooWeights(
      String network,
      int classes,
      SequencedMap<String, NamedArray> values,
      KerasPixels pixels,
      List<Mapping> mapping,
      List<String> notes)
      implements KerasModel {

    /** Copies the collections. */
    public ZooWeights {
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
      mapping = List.copyOf(mapping);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a file of Keras and translates it: a model into a graph, weights without a model into
   * those of the zoo's network.
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

  /**
   * Translates what a file holds.
   *
   * @throws FormatException if it has what cannot be translated, or only weights of a network that
   *     is not known
   */
  static KerasModel of(KerasFile file) {
    if (file.hasModel()) {
      return Translator.translate(file);
    }
    ZooNames zoo = new ZooNames(file);
    return Family.of(zoo.names())
        .orElseThrow(
            () ->
                new FormatException(
                    "layers",
                    "expected a model, or weights of VGG-16 or 19, ResNet-50 to 152, Inception-v3,"
                        + " Xception, Inception-ResNet-v2 or MobileNet-v2, found weights of"
                        + " something else",
                    "Save the whole model with model.save, or give the description that"
                        + " model.to_json() makes along with the weights"))
        .translate(zoo);
  }

  /** Whether a file of weights alone says by the names of its layers which network they are of. */
  static boolean isPublished(KerasFile file) {
    return Family.of(new ZooNames(file).names()).isPresent();
  }
}
