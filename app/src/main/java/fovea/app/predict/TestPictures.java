package fovea.app.predict;

import fovea.app.console.Quantity;
import fovea.app.option.NameReaders;
import fovea.app.session.DataSets;
import fovea.app.session.PhotoSets;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.csv.PhotoTable;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoLayout;
import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import fovea.experiment.RunPictures;
import fovea.format.FormatException;
import fovea.hub.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** Pictures to evaluate a model on. */
public sealed interface TestPictures {

  /** The test pictures of a data set that is known by name. */
  record Known(String name) implements TestPictures {}

  /** A user's own. */
  record Photos(Path folder) implements TestPictures {}

  /** Those that a table names. */
  record Table(Path file) implements TestPictures {}

  /** Those of a part of what a model was made from. */
  record Part(DataPart part) implements TestPictures {}

  /** Pictures of a part of a run. */
  record OfRun(RunPictures pictures, DataPart part) implements TestPictures {

    /** Those that the run's model is judged by where the user names none. */
    OfRun(RunPictures pictures) {
      this(pictures, pictures.judging());
    }
  }

  /**
   * Those that a run's model is judged by where the user names none.
   *
   * @throws FormatException if it does not say what it was trained on
   */
  static TestPictures of(Path run, Model model) {
    return RunPictures.find(run, model)
        .map(OfRun::new)
        .orElseThrow(
            () ->
                new FormatException(
                    run.toString(),
                    "expected a run of train or finetune, which says what pictures it has, found"
                        + " one of a program",
                    "Name data by --data"));
  }

  /** Loads them for a model. */
  default PictureSet load(Session session, Model model) {
    return load(session, model, model.preprocessing());
  }

  /** Loads them for a model, photos as {@code preprocessing} wants them. */
  default PictureSet load(Session session, Model model, Preprocessing preprocessing) {
    return switch (this) {
      case Known(String name) -> DataSets.load(session, name, Split.TEST);
      case Photos(Path folder) ->
          PhotoSets.load(session, judging(session, folder, model), preprocessing);
      case Table(Path file) -> PhotoSets.load(session, judging(file, model), preprocessing);
      case OfRun(RunPictures pictures, DataPart part) -> {
        requirePart(pictures, part);
        yield switch (pictures) {
          case RunPictures.Named named -> load(session, named, part);
          case RunPictures.Recorded(SplitRecord split) ->
              PhotoSets.load(session, judging(session, split, part), preprocessing);
        };
      }
      case Part(DataPart part) ->
          throw new UsageException(
              "--data",
              part + " is a part of what a run was made from, which evaluate takes",
              "name a data set, or a folder of photos");
    };
  }

  /**
   * The validation pictures of the run where others judge, loaded for the model: what is to be
   * judged by these is fitted to those.
   */
  default Optional<PictureSet> toFit(Session session, Model model) {
    return switch (this) {
      case OfRun(RunPictures pictures, DataPart part)
          when part != DataPart.VALIDATION && pictures.parts().contains(DataPart.VALIDATION) ->
          Optional.of(load(session, pictures, DataPart.VALIDATION, model.preprocessing()));
      case Known _, Part _, Photos _, Table _, OfRun _ -> Optional.empty();
    };
  }

  /** Whether they are photos, which can be had in any size. */
  default boolean isPhotos() {
    return switch (this) {
      case Known _, Part _ -> false;
      case Photos _, Table _ -> true;
      case OfRun(RunPictures pictures, _) -> pictures instanceof RunPictures.Recorded;
    };
  }

  private static void requirePart(RunPictures pictures, DataPart part) {
    if (!pictures.parts().contains(part)) {
      throw new UsageException(
          "--data",
          "expected a part that the run has, found %s: it has %s"
              .formatted(
                  part,
                  String.join(", ", pictures.parts().stream().map(DataPart::toString).toList())),
          "name one of these");
    }
  }

  private static PictureSet load(
      Session session, RunPictures pictures, DataPart part, Preprocessing preprocessing) {
    return switch (pictures) {
      case RunPictures.Named named -> load(session, named, part);
      case RunPictures.Recorded(SplitRecord split) ->
          PhotoSets.load(session, split.part(part), preprocessing);
    };
  }

  private static PictureSet load(Session session, RunPictures.Named named, DataPart part) {
    return named.load(part, (name, split) -> DataSets.load(session, name, split));
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

  private static PhotoFolder judging(Path file, Model model) {
    List<String> names = model.classes();
    PhotoTargets targets =
        switch (model.kind()) {
          case CLASSES -> PhotoTargets.CLASSES;
          case BINARY -> new PhotoTargets(PhotoTask.BINARY, List.of());
          case MULTI_LABEL -> new PhotoTargets(PhotoTask.MULTI_LABEL, names);
          case REGRESSION -> new PhotoTargets(PhotoTask.REGRESSION, names);
        };
    return PhotoTable.judging(file, targets, names);
  }

  private static PhotoFolder judging(Session session, SplitRecord split, DataPart part) {
    PhotoFolder photos = split.part(part);
    session.say(
        "judged by the %s %s photos of the fine-tuning, in %s"
            .formatted(Quantity.count(photos.photos().size()), part, split.folders().root()));
    return photos;
  }

  /** Reads the name of a data set, a folder, or a part. */
  final class Reader implements ITypeConverter<TestPictures> {
    @Override
    public TestPictures convert(String text) {
      if (Files.isDirectory(Path.of(text))) {
        return new Photos(Path.of(text));
      }
      if (PhotoTable.isNamed(Path.of(text)) && Files.exists(Path.of(text))) {
        return new Table(Path.of(text));
      }
      Optional<DataPart> part = DataPart.find(text);
      return part.isPresent()
          ? new Part(part.get())
          : new Known(new NameReaders.DataName().convert(text));
    }
  }
}
