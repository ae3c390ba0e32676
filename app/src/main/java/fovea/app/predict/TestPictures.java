package fovea.app.predict;

import fovea.app.console.ProgressBar;
import fovea.app.option.NameReaders;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Pictures to evaluate a model on. */
sealed interface TestPictures {

  /** Those of a data set that is known by name. */
  record Known(String name) implements TestPictures {}

  /** A user's own. */
  record Photos(Path folder) implements TestPictures {}

  /** Loads them for a model that wants them like this. */
  default PictureSet load(Session session, Preprocessing preprocessing) {
    return switch (this) {
      case Known(String name) -> DataSets.load(session, name, Split.TEST);
      case Photos(Path folder) -> {
        PhotoFolders found = PhotoFolders.of(folder);
        PhotoFolder photos = found.hasValidation() ? found.validation() : found.train();
        PhotoSet loaded = decode(session, photos, preprocessing);
        SkippedFile.summary(loaded.skipped()).forEach(session::say);
        DamagedFile.summary(loaded.damaged()).forEach(session::say);
        yield loaded;
      }
    };
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
