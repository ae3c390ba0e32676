package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Scaling;
import fovea.error.UserException;
import fovea.hub.settings.OpenSetting.Basis;
import fovea.hub.settings.OpenSetting.Decision;
import fovea.hub.task.CardTask;
import fovea.keras.KerasModel;
import fovea.keras.KerasPixels;
import fovea.keras.mapping.Mapping;
import fovea.model.FileArrays;
import fovea.model.ModelCard;
import fovea.model.TensorNames;
import fovea.nn.Layer;
import fovea.nn.StateMapping;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.weights.Alternatives;
import fovea.zoo.weights.ClassNames;
import fovea.zoo.weights.NormalizationGuess;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.PublishedWeights;
import fovea.zoo.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads files of weights into networks of the zoo. */
final class WeightLoader {
  private final ModelOptions options;
  private final List<String> notes = new ArrayList<>();

  WeightLoader(ModelOptions options) {
    this.options = options;
  }

  /**
   * What is known of weights.
   *
   * @param file that has them
   * @param name by which people know them
   * @param known what is known of them as a whole, if they are known
   */
  private record Origin(Path file, String name, Optional<Known> known) {}

  /**
   * Weights that are known as a whole.
   *
   * @param preprocessing that they want
   * @param decision how they are known
   */
  private record Known(Preprocessing preprocessing, Decision decision) {}

  /** Weights of PyTorch, or in safetensors. */
  Model load(Path file) {
    WeightFile content = named(WeightFile.read(file));
    content.skipped().forEach(skipped -> notes.add(file + ": left out " + skipped));
    Optional<PublishedWeights> known = PublishedWeights.identify(file);
    var origin =
        new Origin(
            file,
            known.map(PublishedWeights::name).orElse(file.getFileName().toString()),
            known.map(
                published ->
                    new Known(published.preprocessing(), Decision.knownFile(published.name()))));
    Optional<String> architecture =
        options.architecture().or(() -> known.map(PublishedWeights::network));
    return load(
        origin,
        () ->
            architecture
                .map(name -> Pretrained.of(Zoo.architecture(name), content))
                .orElseGet(() -> Pretrained.of(content)));
  }

  /** Weights of Keras Applications. */
  Model load(Path file, KerasModel.ZooWeights weights) {
    weights.notes().forEach(note -> notes.add(file + ": " + note));
    var content = new WeightFile(file, sources(weights));
    String name = options.architecture().orElse(weights.network());
    var known =
        new Known(
            preprocessing(weights.pixels()),
            new Decision(Basis.KNOWN_FILE, "weights of Keras Applications"));
    var origin = new Origin(file, file.getFileName().toString(), Optional.of(known));
    return load(origin, () -> Pretrained.of(Zoo.architecture(name), content));
  }

  private Model load(Origin origin, Supplier<Pretrained> maker) {
    Path file = origin.file();
    Pretrained pretrained;
    try {
      pretrained = maker.get();
    } catch (UserException e) {
      throw e.within(file.toString());
    }
    try {
      options.mapping().accept(MappedTensor.of(pretrained, options.fit()));
      Layer network = options.fit().load(pretrained);
      notes.addAll(options.fit().notes(pretrained));
      var writer = new CardWriter(options);
      ModelCard card = card(origin, pretrained, writer);
      return new Model(file.toString(), card, network, notes, writer.settings());
    } catch (UserException e) {
      throw e.within(place(file, pretrained.weights().prefix()));
    }
  }

  private static String place(Path file, String prefix) {
    return prefix.isEmpty()
        ? file.toString()
        : "%s, names after %s".formatted(file, TensorNames.shown(prefix));
  }

  /** Without what the user says that the names begin with. */
  private WeightFile named(WeightFile content) {
    try {
      return options.prefix().map(content::prefix).orElse(content);
    } catch (UserException e) {
      throw e.within(content.file().toString());
    }
  }

  private ModelCard card(Origin origin, Pretrained pretrained, CardWriter writer) {
    List<String> untrained = options.fit().untrained(pretrained);
    // Outputs of a head that was not loaded are no classes that anybody has named.
    Optional<List<String>> nameless =
        untrained.stream().anyMatch(pretrained.model()::inHead)
            ? Optional.of(ClassNames.numbered(pretrained.arguments().classes()))
            : Optional.empty();
    NetworkArguments made = pretrained.arguments();
    var usual = made.pictures();
    Optional<String> guess = NormalizationGuess.of(pretrained.mapping().rows());
    Preprocessing preprocessing =
        writer.preprocessing(usual, origin.known().map(Known::preprocessing), guess);
    PictureShape input = preprocessing.input();
    PredictionKind kind = writer.kind(made.classes(), Optional.empty());
    NetworkArguments fitting = made.size(input.height(), input.width());
    writer.network(
        networks(pretrained.network(), fitting), fitting, origin.known().map(Known::decision));
    return new ModelCard(
            pretrained.network().blueprint(fitting),
            writer.classes(kind.names(made.classes()), usual, nameless),
            preprocessing,
            CardTask.record(kind.task(), writer.provenance(origin.name())))
        .untrained(untrained);
  }

  /** Whatever else the weights may belong to; of a network that the user has named its options. */
  private List<Architecture> networks(Architecture network, NetworkArguments made) {
    return options.architecture().isPresent()
        ? Alternatives.of(network, made)
        : Alternatives.ofFamily(network, made);
  }

  private static List<StateMapping.Source> sources(KerasModel.ZooWeights weights) {
    Map<String, Mapping> origins = new HashMap<>();
    weights.mapping().forEach(mapping -> origins.put(mapping.to(), mapping));
    return weights.values().entrySet().stream()
        .map(
            entry -> {
              Optional<Mapping> origin = Optional.ofNullable(origins.get(entry.getKey()));
              return new StateMapping.Source(
                  origin.map(Mapping::from).orElse(entry.getKey()),
                  entry.getKey(),
                  FileArrays.buffer(entry.getValue()),
                  origin.map(Mapping::transposed).orElse(false));
            })
        .toList();
  }

  private static Preprocessing preprocessing(KerasPixels pixels) {
    var scaling = new Scaling(PreprocessingName.usualShortSide(pixels.size()));
    ChannelOrder order = pixels.blueFirst() ? ChannelOrder.BGR : ChannelOrder.RGB;
    return new Preprocessing(
        Geometry.photo(pixels.size(), scaling),
        new Normalization(order, 1, pixels.mean(), pixels.deviation()));
  }
}
