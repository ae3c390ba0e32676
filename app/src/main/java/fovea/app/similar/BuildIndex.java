package fovea.app.similar;

import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.explain.result.StepBar;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.session.ForceOption;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.app.similar.IndexedData.Labelled;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.SkippedFile;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.similar.Embedder;
import fovea.similar.IndexBuilder;
import fovea.similar.IndexCard;
import fovea.similar.VectorLayer;
import fovea.similar.VectorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an index of pictures by what a model makes of them. */
@Command(
    name = "index",
    description = {
      "Makes an index of pictures: a file with the vector that a layer of a model makes of each, in"
          + " which similar and suspects look.",
    })
public final class BuildIndex implements Verb {

  @Parameters(
      paramLabel = "NAME|DIR",
      description =
          "The training pictures of a data set, digits, mnist, fashion-mnist or cifar-10, or a"
              + " folder of photos; sub-folders are classes.")
  private String data = "";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = WeightOptions.MODEL)
  private String model = "";

  @Option(
      names = "--layer",
      paramLabel = "PATH",
      description =
          "The layer whose values are the vectors, such as features.13; maps are averaged over"
              + " their places (default: the last hidden layer).")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file of the index (default: NAME.index in this folder).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "f32|bf16",
      converter = VectorTypeReader.class,
      description = "How elements are kept (default: f32; bf16 takes half of the room).")
  private VectorType type = VectorType.F32;

  @Mixin private ForceOption force;

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    IndexedData chosen = IndexedData.named(data);
    Path file = out.orElseGet(() -> Path.of(chosen.name() + ".index"));
    force.check("--out", file);
    session.startEngine();
    Model loaded = weights.load(session, model);
    loaded.requireTrained();
    SettingsText.say(session, loaded.settings());
    Embedder embedder =
        Embedder.of(
            loaded,
            layer.<VectorLayer>map(VectorLayer.At::new).orElseGet(VectorLayer.LastHidden::new));
    session.sayDevice();
    Labelled pictures = chosen.find(session, loaded.preprocessing());
    session.stopInGoodOrder();
    IndexBuilder.Built built;
    try {
      built = build(session, embedder, pictures, file);
    } catch (StepBar.Stopped _) {
      session.say("stopped before all pictures were read: no index was written");
      return JsonObject.empty();
    }
    SkippedFile.summary(built.skipped()).forEach(session::say);
    DamagedFile.summary(built.damaged()).forEach(session::say);
    long bytes = size(file);
    session.result(
        "%s: %s pictures, vectors of %s numbers from the %s, %s"
            .formatted(
                file,
                Quantity.count(built.size()),
                Quantity.count(embedder.dimension()),
                embedder.layer(),
                Quantity.bytes(bytes)));
    session.say("ask it by: ./fovea similar PICTURE --index " + ShellPath.of(file));
    return weights.addTo(
        JsonObject.empty()
            .with("index", file.toString())
            .with("pictures", built.size())
            .with("dimension", embedder.dimension())
            .with("layer", embedder.layer().toString())
            .with("type", type.toString())
            .with("bytes", bytes)
            .with("skipped", built.skipped().size())
            .with("damaged", built.damaged().size()));
  }

  private IndexBuilder.Built build(
      Session session, Embedder embedder, Labelled pictures, Path file) {
    // The index is asked from other folders, too.
    Path place = Path.of(model);
    String source = Files.exists(place) ? place.toAbsolutePath().normalize().toString() : model;
    IndexCard card = new IndexCard(source, embedder, pictures.data(), pictures.classes());
    var builder = new IndexBuilder(embedder, type);
    try (var bar = new StepBar(session, "index", "pictures")) {
      return bar.hear(() -> builder.build(pictures.pictures(), pictures.labels(), card, file));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
