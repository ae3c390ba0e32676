package fovea.app.train;

import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Split;
import java.util.Optional;

/** The training pictures of a data set, loaded once they are asked for. */
final class TrainingPictures {

  private final Session session;
  private final String name;
  private Optional<PictureSet> loaded = Optional.empty();

  TrainingPictures(Session session, String name) {
    this.session = session;
    this.name = name;
  }

  /** Name of the data set. */
  String name() {
    return name;
  }

  /** The pictures. */
  PictureSet pictures() {
    PictureSet pictures = loaded.orElseGet(() -> DataSets.load(session, name, Split.TRAIN));
    loaded = Optional.of(pictures);
    return pictures;
  }

  /** Number of pictures of each class. */
  int[] counts() {
    PictureSet pictures = pictures();
    int[] counts = new int[pictures.classes().size()];
    for (int i = 0; i < pictures.size(); i++) {
      counts[pictures.label(i)]++;
    }
    return counts;
  }
}
