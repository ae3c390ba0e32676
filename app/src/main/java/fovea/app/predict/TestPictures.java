package fovea.app.predict;

import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.option.NameReaders;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoLayout;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import fovea.data.photo.SplitRecord;
import fovea.hub.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** Pictures to evaluate a model on. */
public sealed interface TestPictures {

  /** Those of a data set that is known by name. */
  record Known(String name) implements TestPictures {}

  /** A user's own. */
  record Photos(Path folder) implements TestPictures {}

  /** What a fine-tuning has not learned from: test photos, else those that were held back. */
  record Recorded(SplitRecord split) implements TestPictures {}

  /** Loads them for a model. */
  default PictureSet load(Session session, Model model) {
    return load(session, model, model.preprocessing());
  }

  /** Loads them for a model, photos as {@code preprocessing} wants them. */
  default PictureSet load(Session session, Model model, Preprocessing preprocessing) {
    return switch (this) {
      case Known(String name) -> DataSets.load(session, name, Split.TEST);
      case Photos(Path folder) -> load(session, judging(session, folder, model), preprocessing);
      case Recorded(SplitRecord split) ->
          load(session, judging(session, split, model), preprocessing);
    };
  }

  /** Whether they are photos, which can be had in any size. */
  default boolean isPhotos() {
    return switch (this) {
      case Known _ -> false;
      case Photos _, Recorded _ -> true;
    };
  }

  private static PhotoFolder judging(Session session, Path folder, Model model) {
    PhotoLayout layout = PhotoLayout.of(folder);
    Path chosen = layout.judging(model.classes());
    layout.notes().forEach(session::say);
    if (!layout.parts().isEmpty()) {
      session.say("judged by the photos in " + chosen);
    }
    return PhotoFolder.scan(chosen, model.classes());
  }

  private static PhotoFolder judging(Session session, SplitRecord split, Model model) {
    Optional<Path> test = split.test();
    if (test.isPresent()) {
      session.say("judged by the test photos beside those of the fine-tuning, in " + test.get());
      return PhotoFolder.scan(test.get(), model.classes());
    }
    PhotoFolder held = split.validation();
    session.say(
        "judged by the %s validation photos of the fine-tuning, in %s"
            .formatted(Quantity.count(held.photos().size()), split.folders().root()));
    return held;
  }

  private static PhotoSet load(Session session, PhotoFolder photos, Preprocessing preprocessing) {
    PhotoSet loaded = decode(session, photos, preprocessing);
    SkippedFile.summary(loaded.skipped()).forEach(session::say);
    DamagedFile.summary(loaded.damaged()).forEach(session::say);
    return loaded;
  }

  private static PhotoSet decode(Session session, PhotoFolder photos, Preprocessing preprocessing) {
    int count = photos.photos().size();
    var work = new ProgressBar.Work("photos", count, new ProgressBar.Items(count, "photos"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return photos.load(preprocessing, (done, _) -> bar.at(done, ""));
    }
  }

  /** Reads the name of a data set or a folder. */
  final class Reader implements ITypeConverter<TestPictures> {
    @Override
    public TestPictures convert(String text) {
      return Files.isDirectory(Path.of(text))
          ? new Photos(Path.of(text))
          : new Known(new NameReaders.DataName().convert(text));
    }
  }
}
