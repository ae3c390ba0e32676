package fovea.keras;

import fovea.format.FormatException;
import java.util.List;
import java.util.Optional;

/**
 * Networks of Keras Applications that the zoo has, too. A file of theirs with weights only is known
 * by the names of its layers.
 */
interface Family {

  /** All of them. */
  List<Family> ALL =
      List.of(
          new VggFamily(),
          new XceptionFamily(),
          new InceptionV3Family(),
          new InceptionResNetV2Family(),
          new MobileNetV2Family(),
          new ResNetFamily());

  /** Whether a file has the layers of such a network. */
  boolean has(LayerNames names);

  /**
   * Gives each array of the file its name in the zoo.
   *
   * @throws FormatException if the file has other layers, or other shapes, than such a network
   */
  KerasModel.ZooWeights translate(ZooNames zoo);

  /** The family that has a network with these layers. */
  static Optional<Family> of(LayerNames names) {
    return ALL.stream().filter(family -> family.has(names)).findFirst();
  }
}
