package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.zoo.weights.ClassNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says of weights from elsewhere what their files do not: as the user wants it, or as is usual. */
final class CardWriter {
  private static final String TASK = "task";

  private final ModelOptions options;
  private final List<String> notes;

  CardWriter(ModelOptions options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /** Names of so many classes of such pictures, unless they are {@code known}. */
  List<String> classes(int count, PictureShape pictures, Optional<List<String>> known) {
    return options
        .labels()
        .map(labels -> labels.of(count))
        .or(() -> known)
        .or(() -> ClassNames.guess(count, pictures))
        .orElseGet(() -> ClassNames.numbered(count));
  }

  /**
   * What so many outputs of a network say of a picture, which {@code said} knows where the network
   * ends in a softmax or a sigmoid.
   *
   * @throws FoveaException if the user says otherwise
   */
  PredictionKind kind(int outputs, Optional<PredictionKind> said) {
    Optional<PredictionKind> wanted = options.kind();
    if (wanted.isPresent() && said.isPresent()) {
      throw FoveaException.at(
          TASK, "the network itself ends in that of " + said.get(), "leave it out");
    }
    boolean fits =
        wanted
            .map(
                kind ->
                    switch (kind) {
                      case CLASSES -> outputs > 1;
                      case BINARY -> outputs == 1;
                      case MULTI_LABEL -> true;
                    })
            .orElse(true);
    if (!fits) {
      throw FoveaException.at(
          TASK,
          String.format(
              Locale.ROOT,
              "%s does not go with a network of %,d outputs",
              wanted.map(PredictionKind::toString).orElse(""),
              outputs),
          "classes takes two or more, binary takes one, multi-label takes any number");
    }
    return wanted.or(() -> said).orElse(PredictionKind.CLASSES);
  }

  /**
   * How a network that takes {@code usual} pictures wants them, unless that is {@code known}.
   *
   * @param guess name of the preprocessing that the weights seem to want
   */
  Preprocessing preprocessing(
      PictureShape usual, Optional<Preprocessing> known, Optional<String> guess) {
    return options
        .preprocessing()
        .map(choice -> choice.of(usual.height()))
        .or(() -> known)
        .orElseGet(() -> assumed(usual, guess));
  }

  /** Where a model comes from. */
  static JsonObject provenance(String origin) {
    return Version.provenance().with("weights", origin);
  }

  /** Torchvision's where nothing tells, since most weights want it. */
  private Preprocessing assumed(PictureShape shape, Optional<String> guess) {
    if (shape.channels() != 3 || shape.height() != shape.width()) {
      notes.add("preprocessing: values from 0 to 1; nothing tells what the weights want");
      return new Preprocessing(
          Geometry.whole(shape, Framing.OBJECT), Normalization.unit(shape.channels()));
    }
    notes.add(
        guess
            .map(name -> "preprocessing: " + name + ", by the statistics of the first batch norm")
            .orElse("preprocessing: imagenet, since nothing tells what the weights want"));
    int size = shape.height();
    return Preprocessing.named(
        guess.orElse("imagenet"), size, PreprocessingName.usualShortSide(size));
  }
}
