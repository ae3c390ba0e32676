package fovea.app;

import fovea.data.Framing;
import fovea.data.Geometry;
import fovea.data.PictureShape;
import fovea.data.Preprocessing;
import fovea.data.ValueRange;
import fovea.format.JsonObject;
import fovea.zoo.weights.ClassNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says of weights from elsewhere what their files do not: as the user wants it, or as is usual. */
final class CardWriter {

  private final Session session;
  private final WeightOptions options;

  CardWriter(Session session, WeightOptions options) {
    this.session = session;
    this.options = options;
  }

  /** Names of so many classes of such pictures, unless they are {@code known}. */
  List<String> classes(int count, PictureShape pictures, Optional<List<String>> known) {
    return options
        .labels()
        .map(file -> labels(file, count))
        .or(() -> known)
        .or(() -> ClassNames.guess(count, pictures))
        .orElseGet(() -> ClassNames.numbered(count));
  }

  /**
   * How a network that takes {@code usual} pictures wants them, unless that is {@code known}.
   *
   * @param guess name of the preprocessing that the weights seem to want
   */
  Preprocessing preprocessing(
      PictureShape usual, Optional<Preprocessing> known, Optional<String> guess) {
    return options
        .preprocessing(usual.height())
        .or(() -> known)
        .orElseGet(() -> assumed(usual, guess));
  }

  /** Where a model comes from. */
  JsonObject provenance(String origin) {
    return Fovea.provenance().with("weights", origin);
  }

  private static List<String> labels(Path file, int classes) {
    try {
      List<String> names =
          Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      if (names.size() != classes) {
        throw new UsageException(
            "--labels",
            "expected %,d names of classes, found %,d in %s".formatted(classes, names.size(), file),
            "write one in each line");
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Torchvision's where nothing tells, since most weights want it. */
  private Preprocessing assumed(PictureShape shape, Optional<String> guess) {
    if (shape.channels() != 3 || shape.height() != shape.width()) {
      session.say("preprocessing: values from 0 to 1; nothing tells what the weights want");
      return new Preprocessing(
          Geometry.whole(shape, Framing.OBJECT), ValueRange.unit(shape.channels()));
    }
    session.say(
        guess
                .map(
                    name ->
                        "preprocessing: " + name + ", by the statistics of the first batch norm")
                .orElse("preprocessing: imagenet, since nothing tells what the weights want")
            + "; --preprocessing says otherwise");
    int size = shape.height();
    return Preprocessing.named(
        guess.orElse("imagenet"), size, PreprocessingName.usualShortSide(size));
  }
}
