package fovea.app.train;

import fovea.app.session.DataSets;
import fovea.app.session.PhotoSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoSet;
import fovea.data.split.DataPart;
import fovea.data.split.PictureParts;
import fovea.data.targets.PartlyLabelled;
import fovea.experiment.RunPictures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a data set by part; training pictures are loaded once they are asked for. */
final class TrainingPictures {

  private final Session session;
  private final RunPictures.Named named;
  private Optional<PictureParts> loaded = Optional.empty();
  private Optional<PhotoSet> decoded = Optional.empty();

  TrainingPictures(Session session, RunPictures.Named named) {
    this.session = session;
    this.named = named;
  }

  /** Name of the data set. */
  String name() {
    return named.data();
  }

  /** The pictures to learn from. */
  PictureSet training() {
    return split().part(DataPart.TRAIN);
  }

  /**
   * The pictures to learn from, and after them the photos of a folder without a class, decoded when
   * they are first asked for.
   */
  PictureSet training(Path unlabelled, Preprocessing preprocessing) {
    PhotoSet photos =
        decoded.orElseGet(
            () -> PhotoSets.load(session, PhotoFolder.unlabelled(unlabelled), preprocessing));
    decoded = Optional.of(photos);
    return new PartlyLabelled(training(), photos);
  }

  /** All of them, those for the test, too. */
  Map<DataPart, PictureSet> parts() {
    Map<DataPart, PictureSet> parts = split().parts();
    parts.put(DataPart.TEST, load(named.data(), Split.TEST));
    return parts;
  }

  /** What a user should know of the parts, a sentence each, without full stop. */
  List<String> notes() {
    return split().notes();
  }

  private PictureParts split() {
    PictureParts split = loaded.orElseGet(() -> named.training(this::load));
    loaded = Optional.of(split);
    return split;
  }

  private PictureSet load(String name, Split split) {
    return DataSets.load(session, name, split);
  }

  /** Number of pictures to learn from of each class. */
  int[] counts() {
    PictureSet pictures = training();
    int[] counts = new int[pictures.classes().size()];
    for (int i = 0; i < pictures.size(); i++) {
      counts[pictures.label(i)]++;
    }
    return counts;
  }
}
