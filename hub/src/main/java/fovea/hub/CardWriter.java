package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.hub.settings.NetworkSettings;
import fovea.hub.settings.OpenSetting;
import fovea.hub.settings.OpenSetting.Basis;
import fovea.hub.settings.OpenSetting.Decision;
import fovea.hub.settings.OpenSetting.SettingOption;
import fovea.hub.settings.OpenSettings;
import fovea.hub.settings.PreprocessingSettings;
import fovea.hub.settings.SettingChoice;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.NetworkSpec;
import fovea.zoo.weights.ClassNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Says of weights from elsewhere what their files do not: as the user wants it, or as is usual; and
 * keeps account of it.
 */
final class CardWriter {
  private static final String TASK = "task";

  private final ModelOptions options;
  private final List<OpenSetting> settings = new ArrayList<>();
  private final List<SettingChoice> choices = new ArrayList<>();

  CardWriter(ModelOptions options) {
    this.options = options;
  }

  /** Names of so many classes of such pictures, unless they are {@code known}. */
  List<String> classes(int count, PictureShape pictures, Optional<List<String>> known) {
    if (known.isPresent() && options.labels().isEmpty()) {
      return known.get();
    }
    Optional<List<String>> guess = ClassNames.guess(count, pictures);
    List<String> names =
        options
            .labels()
            .map(labels -> labels.of(count))
            .or(() -> guess)
            .orElseGet(() -> ClassNames.numbered(count));
    if (options.fit() != WeightFit.BODY) {
      settings.add(
          new OpenSetting(
              "class names",
              "%s to %s".formatted(names.getFirst(), names.getLast()),
              options.labels().isPresent() ? Decision.given() : Decision.usual(),
              new SettingOption(SettingOption.Kind.LABELS, "FILE")));
    }
    return names;
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
                      case MULTI_LABEL, REGRESSION -> true;
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
          "classes takes two or more, binary takes one, multi-label and regression take any"
              + " number");
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
    if (options.preprocessing().isPresent()) {
      Preprocessing given = options.preprocessing().get().of(usual);
      settings.addAll(PreprocessingSettings.of(given, Decision.given(), Decision.given()));
      return given;
    }
    return known.orElseGet(() -> assumed(usual, guess));
  }

  /**
   * Adds what is open of a network.
   *
   * @param networks that the same weights fill, the one that was taken first
   * @param made what it is made for
   * @param known how the file is known as a whole, if it is
   */
  void network(List<Architecture> networks, NetworkArguments made, Optional<Decision> known) {
    var open = new NetworkSettings(networks, made);
    Set<String> given =
        options
            .architecture()
            .map(spec -> NetworkSpec.parse(spec).options().keySet())
            .orElse(Set.of());
    settings.addAll(0, open.settings(given, known.orElseGet(Decision::usual)));
    if (known.isEmpty()) {
      open.choice(given).ifPresent(choices::addFirst);
    }
  }

  /** All that was open. */
  OpenSettings settings() {
    return new OpenSettings(settings, choices);
  }

  /** Where a model comes from, and what was open. */
  JsonObject provenance(String origin) {
    return settings().in(Version.provenance().with("weights", origin));
  }

  /** Torchvision's where nothing tells, since most weights want it. */
  private Preprocessing assumed(PictureShape shape, Optional<String> guess) {
    if (shape.channels() != 3 || shape.height() != shape.width()) {
      var unit =
          new Preprocessing(
              Geometry.whole(shape, GraphInput.framing(shape)),
              Normalization.unit(shape.channels()));
      settings.addAll(PreprocessingSettings.of(unit, Decision.usual(), Decision.usual()));
      return unit;
    }
    int size = shape.height();
    SequencedSet<String> names = new LinkedHashSet<>(List.of(guess.orElse("imagenet")));
    names.addAll(Preprocessing.NAMES);
    Preprocessing taken = named(names.getFirst(), size);
    Decision byNorm =
        new Decision(Basis.STATISTICS, "by the running statistics of the first batch norm");
    settings.addAll(
        PreprocessingSettings.of(
            taken, guess.isPresent() ? byNorm : Decision.usual(), Decision.usual()));
    if (guess.isEmpty()) {
      choices.add(PreprocessingSettings.values(List.copyOf(names), name -> named(name, size)));
    }
    choices.add(PreprocessingSettings.order());
    return taken;
  }

  private static Preprocessing named(String name, int size) {
    return Preprocessing.named(name, size, PreprocessingName.usualShortSide(size));
  }
}
