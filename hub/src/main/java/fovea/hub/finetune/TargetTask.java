package fovea.hub.finetune;

import fovea.data.DataSet;
import fovea.data.PreparedPictures;
import fovea.data.photo.Photo;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.pixels.DataException;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PictureTargets;
import fovea.train.metric.Metric;
import fovea.train.task.MultiLabel;
import fovea.train.task.Regression;
import fovea.train.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** What a network learns of photos, and how they are its examples. */
public final class TargetTask {

  private TargetTask() {}

  /**
   * The task that photos are for: classification, one or more labels, or regression of numbers that
   * are standardized by those of the training photos.
   *
   * @throws DataException if a number is the same for all training photos
   */
  public static Task of(PhotoFolders folders) {
    return switch (folders.targets().task()) {
      case CLASSES -> Task.classification();
      case BINARY -> Task.binary();
      case MULTI_LABEL -> new MultiLabel();
      case REGRESSION -> regression(folders);
    };
  }

  private static Task regression(PhotoFolders folders) {
    List<String> names = folders.targets().names();
    List<Photo> photos = folders.train().photos();
    double[] means = new double[names.size()];
    double[] deviations = new double[names.size()];
    for (int i = 0; i < means.length; i++) {
      int number = i;
      double mean =
          photos.stream().mapToDouble(photo -> photo.target().get(number)).average().orElse(0);
      double variance =
          photos.stream()
              .mapToDouble(photo -> Math.pow(photo.target().get(number) - mean, 2))
              .average()
              .orElse(0);
      if (!(variance > 0)) {
        throw new DataException(
            folders.train().root().toString(),
            "expected training photos of different %s, found %s for all"
                .formatted(names.get(i), mean),
            "Leave the number out, or add photos of others");
      }
      means[i] = mean;
      deviations[i] = Math.sqrt(variance);
    }
    Regression task = Task.regression().standardizing(means, deviations);
    return task.measuring(
        Metric.rootMeanSquaredError().of(task::compared), Metric.r2().of(task::compared));
  }

  /** How many numbers the network gives. */
  static int outputs(PhotoFolders folders) {
    PhotoTargets targets = folders.targets();
    return switch (targets.task()) {
      case CLASSES -> folders.train().classes().size();
      case BINARY -> 1;
      case MULTI_LABEL, REGRESSION -> targets.names().size();
    };
  }

  /** Photos as examples with what is to be learned of them. */
  public static DataSet examples(PreparedPictures pictures, PhotoSet photos, PhotoTargets targets) {
    List<String> names = targets.outputs(photos.classes());
    return switch (targets.task()) {
      case CLASSES -> pictures;
      case BINARY -> new PictureTargets(pictures, names, labels(photos));
      case MULTI_LABEL, REGRESSION -> new PictureTargets(pictures, names, photos.targets());
    };
  }

  /** 1 for the second of two classes. */
  private static List<List<Float>> labels(PhotoSet photos) {
    return IntStream.range(0, photos.size())
        .mapToObj(i -> List.of((float) photos.label(i)))
        .toList();
  }
}
