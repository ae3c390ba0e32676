package fovea.app;

import fovea.data.ChannelOrder;
import fovea.data.Geometry;
import fovea.data.PictureShape;
import fovea.data.Preprocessing;
import fovea.data.Scaling;
import fovea.data.ValueRange;
import fovea.graph.FoveaException;
import fovea.keras.KerasModel;
import fovea.keras.KerasPixels;
import fovea.keras.Mapping;
import fovea.model.FileArrays;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.StateMapping;
import fovea.zoo.Arguments;
import fovea.zoo.Zoo;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.PublishedWeights;
import fovea.zoo.weights.RangeGuess;
import fovea.zoo.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads files of weights into networks of the zoo. */
final class WeightLoader {

  private final Session session;
  private final WeightOptions options;
  private final Loading loading;

  WeightLoader(Session session, WeightOptions options, Loading loading) {
    this.session = session;
    this.options = options;
    this.loading = loading;
  }

  /** How weights are loaded into a network. */
  interface Loading {
    Layer load(Pretrained pretrained);
  }

  /**
   * What is known of weights.
   *
   * @param file that has them
   * @param name by which people know them
   * @param preprocessing that they want, where that is known
   */
  private record Origin(Path file, String name, Optional<Preprocessing> preprocessing) {}

  /** Weights of PyTorch, or in safetensors. */
  LoadedModel load(Path file) {
    WeightFile content = WeightFile.read(file);
    content.skipped().forEach(skipped -> session.say(file + ": left out " + skipped));
    Optional<PublishedWeights> known = PublishedWeights.recognize(file);
    var origin =
        new Origin(
            file,
            known.map(PublishedWeights::name).orElse(file.getFileName().toString()),
            known.map(PublishedWeights::preprocessing));
    Optional<String> architecture =
        options.architecture().or(() -> known.map(PublishedWeights::network));
    return load(
        origin,
        () ->
            architecture
                .map(name -> Pretrained.of(Zoo.network(name), content))
                .orElseGet(() -> Pretrained.of(content)));
  }

  /** Weights of Keras Applications. */
  LoadedModel load(Path file, KerasModel.ZooWeights weights) {
    weights.notes().forEach(note -> session.say(file + ": " + note));
    var content = new WeightFile(file, sources(weights), List.of());
    String name = options.architecture().orElse(weights.network());
    var origin =
        new Origin(
            file, file.getFileName().toString(), Optional.of(preprocessing(weights.pixels())));
    return load(origin, () -> Pretrained.of(Zoo.network(name), content));
  }

  private LoadedModel load(Origin origin, Supplier<Pretrained> maker) {
    Path file = origin.file();
    try {
      Pretrained pretrained = maker.get();
      if (options.mapping()) {
        session.say(MappingTable.of(pretrained.mapping()));
      }
      Layer network = loading.load(pretrained);
      return new LoadedModel(file, card(origin, pretrained), network);
    } catch (FoveaException e) {
      throw FoveaException.at(file.toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  private ModelCard card(Origin origin, Pretrained pretrained) {
    var writer = new CardWriter(session, options);
    Arguments made = pretrained.arguments();
    var usual = new PictureShape(made.channels(), made.height(), made.width());
    Optional<String> guess = RangeGuess.of(pretrained.mapping().rows());
    Preprocessing preprocessing = writer.preprocessing(usual, origin.preprocessing(), guess);
    PictureShape input = preprocessing.input();
    return new ModelCard(
        pretrained.network().blueprint(made.size(input.height(), input.width())),
        writer.classes(made.classes(), usual, Optional.empty()),
        preprocessing,
        writer.provenance(origin.name()));
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
        new ValueRange(order, 1, pixels.mean(), pixels.deviation()));
  }
}
