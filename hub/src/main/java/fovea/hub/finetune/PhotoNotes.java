package fovea.hub.finetune;

import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.pixels.DataException;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether photos are enough to learn from and to be judged by, and what to do where they are not.
 */
final class PhotoNotes {

  /** With fewer training photos a class, chance decides. */
  private static final int FEW = 10;

  /** So many times as many photos of one class as of another make a network lean to it. */
  private static final int UNEQUAL = 10;

  /** Of fewer validation photos, each is a good part of the accuracy. */
  private static final int COARSE = 20;

  private static final int NAMED = 3;

  private PhotoNotes() {}

  /**
   * Refuses photos that nothing can be learned from, or that nothing can be judged by.
   *
   * @throws DataException if there is a class without training photos, or no validation photo
   */
  static void requireEnough(PhotoFolders folders) {
    PhotoFolder train = folders.train();
    int[] counts = train.counts();
    if (train.photos().isEmpty()) {
      throw new DataException(
          train.root().toString(), "expected training photos, found none", "Add some");
    }
    List<String> missing = classes(train.classes(), i -> counts[i] == 0);
    if (!missing.isEmpty() && folders.targets().task().hasClasses()) {
      throw new DataException(
          train.root().toString(),
          "expected training photos of each class, found none of " + few(missing),
          "Add some, or leave out the class");
    }
    if (!folders.hasValidation()) {
      throw new DataException(
          folders.root().toString(),
          String.format(
              Locale.ROOT,
              "expected validation photos, found none: there are %,d photos of %,d classes",
              train.photos().size(),
              train.classes().size()),
          "Have two photos or more of each class, or a folder val beside train");
    }
  }

  /** What to know of the numbers of decoded photos. */
  static List<String> of(FineTunePhotos photos) {
    List<String> notes = new ArrayList<>(perClass(photos));
    int judging = photos.validation().size();
    if (judging < COARSE) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s is that of %s: each is %.0f %% of it",
              photos.folders().targets().task() == PhotoTask.REGRESSION
                  ? "the error"
                  : "the accuracy",
              count(judging, "validation photo"),
              100.0 / judging));
    }
    return notes;
  }

  private static List<String> perClass(FineTunePhotos photos) {
    PhotoTargets targets = photos.folders().targets();
    return switch (targets.task()) {
      case CLASSES, BINARY -> ofClasses(photos);
      case MULTI_LABEL -> ofLabels(targets.names(), photos);
      case REGRESSION -> ofNumbers(targets.names().size(), photos.train().size());
    };
  }

  private static List<String> ofLabels(List<String> labels, FineTunePhotos photos) {
    List<Integer> train = counts(labels, photos.train());
    List<Integer> validation = counts(labels, photos.validation());
    List<String> notes = new ArrayList<>();
    List<String> rare = classes(labels, i -> train.get(i) < FEW);
    if (!rare.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "fewer than %d training photos with %s: it will hardly be learned; add some",
              FEW,
              few(rare)));
    }
    List<String> unjudged =
        classes(
            labels, i -> validation.get(i) == 0 || validation.get(i) == photos.validation().size());
    if (!unjudged.isEmpty()) {
      notes.add(
          "the validation photos all have %s, or none of them: figures say little of it"
              .formatted(few(unjudged)));
    }
    return notes;
  }

  private static List<Integer> counts(List<String> labels, PhotoSet photos) {
    List<List<Float>> targets = photos.targets();
    return IntStream.range(0, labels.size())
        .mapToObj(label -> (int) targets.stream().filter(each -> each.get(label) > 0).count())
        .toList();
  }

  private static List<String> ofNumbers(int numbers, int train) {
    return train < FEW * numbers
        ? List.of(
            count(train, "training photo") + " are few, chance decides much; some dozens are usual")
        : List.of();
  }

  private static List<String> ofClasses(FineTunePhotos photos) {
    List<String> classes = photos.train().classes();
    int[] train = photos.train().counts();
    int[] validation = photos.validation().counts();
    List<String> notes = new ArrayList<>();
    List<String> single = classes(classes, i -> train[i] == 1);
    if (!single.isEmpty()) {
      notes.add(
          "only one training photo of %s: the network would learn it by heart; add photos"
              .formatted(few(single)));
    }
    List<String> unjudged = classes(classes, i -> validation[i] == 0);
    if (!unjudged.isEmpty()) {
      notes.add(
          "no validation photo of %s: the accuracy says nothing of it; add photos"
              .formatted(few(unjudged)));
    }
    unequal(classes, train).stream().forEach(notes::add);
    int total = photos.train().size();
    if (total < FEW * classes.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s of %,d classes are few, chance decides much; some dozens of each are usual",
              count(total, "training photo"),
              classes.size()));
    }
    return notes;
  }

  private static List<String> unequal(List<String> classes, int[] train) {
    int least = Arrays.stream(train).min().orElse(0);
    int most = Arrays.stream(train).max().orElse(0);
    if (most < UNEQUAL * least || most < UNEQUAL) {
      return List.of();
    }
    return List.of(
        ("very unequal classes, %s of %s and %s of %s: the network will lean to the frequent ones;"
                + " add photos of the rare, and mind the accuracy of each class, which evaluate shows")
            .formatted(
                count(most, "training photo"),
                few(classes(classes, i -> train[i] == most)),
                count(least, "training photo"),
                few(classes(classes, i -> train[i] == least))));
  }

  private static String count(int count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private static List<String> classes(List<String> classes, IntPredicate chosen) {
    return IntStream.range(0, classes.size()).filter(chosen).mapToObj(classes::get).toList();
  }

  private static String few(List<String> names) {
    return names.size() > NAMED
        ? String.format(
            Locale.ROOT,
            "%s and %,d more",
            String.join(", ", names.subList(0, NAMED)),
            names.size() - NAMED)
        : String.join(", ", names);
  }
}
