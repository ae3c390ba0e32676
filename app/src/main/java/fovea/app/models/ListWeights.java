package fovea.app.models;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.app.session.DownloadBar;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.error.Nearest;
import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.zoo.weights.PublishedWeights;
import fovea.zoo.weights.WeightStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists published weights, and fetches them. */
@Command(
    name = "weights",
    description = {
      "Lists published weights. With --fetch, brings those of the given name"
          + " into a cache folder (FOVEA_WEIGHTS names another): broken downloads go on where they"
          + " ended, and every file is checked by the hash that its publisher gives.",
    })
public final class ListWeights implements Verb {

  private static final Table TABLE =
      Table.of(
          Column.text("name"),
          Column.number("top-1"),
          Column.number("top-5"),
          Column.text("says"),
          Column.text("hash"),
          Column.text("here"));

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of weights or of a network; * stands for anything (default: all).")
  private String name = "*";

  @Option(names = "--fetch", description = "Download them, unless they are here.")
  private boolean fetch;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Folder on the net to ask instead of the publishers.")
  private Optional<URI> mirror = Optional.empty();

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    List<PublishedWeights> found =
        PublishedWeights.all().stream()
            .filter(weights -> matches(weights.name()) || matches(weights.network()))
            .toList();
    if (found.isEmpty()) {
      throw new FormatException(
          name,
          "expected the name of published weights, found another",
          Nearest.to(name, PublishedWeights.all().stream().map(PublishedWeights::name).toList())
              .map(near -> "Perhaps " + near + " is meant")
              .orElse("fovea weights lists what is published"));
    }
    if (fetch && name.equals("*")) {
      throw new UsageException(
          "--fetch", "all published weights together have several GB", "name those you want");
    }
    var store = mirror.map(WeightStore.defaults()::mirror).orElseGet(WeightStore::defaults);
    if (fetch) {
      found.forEach(weights -> session.result(fetch(session, store, weights).toString()));
    } else {
      session.result(TABLE.render(found.stream().map(weights -> row(weights, store)).toList()));
    }
    return new JsonArray(found.stream().<JsonValue>map(weights -> json(weights, store)).toList());
  }

  private static Path fetch(Session session, WeightStore store, PublishedWeights weights) {
    var allowed = store.offline(session.options().offline());
    if (allowed.has(weights)) {
      return allowed.place(weights);
    }
    if (!allowed.offline()) {
      session.say("downloading " + weights.address());
    }
    try (var bar = new DownloadBar(session.terminal())) {
      return allowed.progress(bar).fetch(weights);
    }
  }

  private boolean matches(String text) {
    String pattern = Pattern.quote(name).replace("*", "\\E.*\\Q");
    return Pattern.matches(pattern, text);
  }

  private static List<String> row(PublishedWeights weights, WeightStore store) {
    return List.of(
        weights.name(),
        percent(weights.accuracy().top1()),
        percent(weights.accuracy().top5()),
        weights.accuracy().source(),
        weights.hash().toString(),
        store.has(weights) ? "yes" : "");
  }

  private static String percent(double number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", number);
  }

  private static JsonObject json(PublishedWeights weights, WeightStore store) {
    return JsonObject.empty()
        .with("name", weights.name())
        .with("network", weights.network())
        .with("url", weights.address().toString())
        .with("hash", weights.hash().toString())
        .with("top1", weights.accuracy().top1())
        .with("top5", weights.accuracy().top5())
        .with("source", weights.accuracy().source())
        .with("file", store.place(weights).toString())
        .with("here", store.has(weights));
  }
}
