package fovea.app.similar;

import fovea.app.explain.result.StepBar;
import fovea.app.option.NumberReaders;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonValue;
import fovea.similar.LikePair;
import fovea.similar.PictureIndex;
import fovea.similar.Suspect;
import fovea.similar.Suspects;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what is suspicious in an index. */
@Command(
    name = "suspects",
    description = {
      "Lists what is suspicious in an index, the most suspicious first: pictures whose class may be"
          + " wrong, since those most similar to them have another one, and pictures that are"
          + " nearly the same. With --against, pictures of the index that are nearly the same as"
          + " some of another, such as test pictures that were learned from.",
    })
public final class FindSuspects implements Verb {

  @Parameters(paramLabel = "INDEX", description = "The index, as ./fovea index makes it.")
  private Path file = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "INDEX",
      description = "Another index by the same model and layer, to look for the same pictures in.")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "How long the lists are at most (default: 60).")
  private int count = 60;

  @Mixin private ResultOptions results;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    results.check();
    ResultFolder folder = results.folder("suspects-" + ResultNames.stem(file));
    PictureIndex index = PictureIndex.open(file);
    Optional<PictureIndex> other = against.map(PictureIndex::open);
    IndexedPictures pictures = IndexedPictures.of(session, index);
    List<Suspect> labels = List.of();
    List<LikePair> pairs;
    IndexedPictures seconds = pictures;
    if (other.isPresent()) {
      seconds = IndexedPictures.of(session, other.get());
      pairs = watched(session, () -> Suspects.leaks(index, other.get()));
    } else {
      Suspects found = watched(session, () -> Suspects.of(index));
      labels = first(found.labels());
      pairs = found.pairs();
    }
    var list = new SuspectList(pictures, seconds, labels, first(pairs));
    list.print(session, other.isPresent());
    Path page = folder.file("index.html");
    list.page(index.toString(), other.isPresent()).save(page);
    Stream.of(pictures, seconds)
        .distinct()
        .flatMap(each -> each.missing().stream())
        .forEach(session::say);
    session.result(page.toString());
    return list.json().with("page", page.toString());
  }

  private <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private static <T> T watched(Session session, Supplier<T> search) {
    try (var bar = new StepBar(session, "search", "pictures")) {
      return bar.hear(search);
    }
  }
}
