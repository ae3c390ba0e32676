package fovea.data.photo;

import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.DataSplit;
import fovea.data.split.Folds;
import fovea.data.split.SplitExamples;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.data.targets.PhotoTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Training photos, and photos that are held back from them.
 *
 * @param layout where they lie
 * @param train training photos
 * @param held photos of the same classes by the part that they are; parts without photos are left
 *     out
 * @param rule how photos were split, if they were
 * @param targets what is to be learned of them
 */
public record PhotoFolders(
    PhotoLayout layout,
    PhotoFolder train,
    Map<DataPart, PhotoFolder> held,
    SplitRule rule,
    PhotoTargets targets) {

  /** Copies the map, and leaves out parts without photos. */
  public PhotoFolders {
    var copy = new EnumMap<DataPart, PhotoFolder>(DataPart.class);
    held.forEach(
        (part, folder) -> {
          if (part != DataPart.TRAIN && !folder.photos().isEmpty()) {
            copy.put(part, folder);
          }
        });
    held = Collections.unmodifiableMap(copy);
  }

  /** Photos of classes. */
  public PhotoFolders(
      PhotoLayout layout, PhotoFolder train, Map<DataPart, PhotoFolder> held, SplitRule rule) {
    this(layout, train, held, rule, PhotoTargets.CLASSES);
  }

  /** Training and validation photos alone. */
  public PhotoFolders(PhotoLayout layout, PhotoFolder train, PhotoFolder validation) {
    this(layout, train, Map.of(DataPart.VALIDATION, validation), SplitRule.NONE);
  }

  /**
   * Looks into a folder that has a sub-folder for each class, or folders for training, validation
   * and test that have, as {@link PhotoLayout} finds them. Test photos of other classes are left
   * alone.
   *
   * @throws DataException as {@link PhotoLayout#of}, {@link PhotoFolder#scan} and {@link
   *     PhotoFolder#scanLike}
   */
  public static PhotoFolders of(Path root) {
    PhotoLayout layout = PhotoLayout.of(root);
    PhotoFolder train = PhotoFolder.scan(layout.training());
    Map<DataPart, PhotoFolder> held = new EnumMap<>(DataPart.class);
    layout
        .part(PhotoPart.VALIDATION)
        .ifPresent(folder -> held.put(DataPart.VALIDATION, train.scanLike(folder)));
    layout
        .part(PhotoPart.TEST)
        .filter(folder -> fits(folder, train))
        .ifPresent(folder -> held.put(DataPart.TEST, train.scanLike(folder)));
    return new PhotoFolders(layout, train, held, SplitRule.NONE);
  }

  private static boolean fits(Path folder, PhotoFolder train) {
    List<String> classes = FolderScan.classes(folder);
    return !classes.isEmpty() && train.classes().containsAll(classes);
  }

  /** The folder that was named by the user. */
  public Path root() {
    return layout.root();
  }

  /** What the photos come from: the table that names them, or the folder of all. */
  public Path source() {
    return Files.isRegularFile(train.root()) ? train.root() : root();
  }

  /** Whether there are validation photos. */
  public boolean hasValidation() {
    return held.containsKey(DataPart.VALIDATION);
  }

  /** Validation photos of the same classes; none if they are yet to be chosen. */
  public PhotoFolder validation() {
    return part(DataPart.VALIDATION);
  }

  /** The photos of a part; there may be none. */
  public PhotoFolder part(DataPart part) {
    return part == DataPart.TRAIN
        ? train
        : held.getOrDefault(
            part, new PhotoFolder(train.root(), train.classes(), List.of(), List.of()));
  }

  /** The parts that have photos, training first. */
  public List<DataPart> parts() {
    return Arrays.stream(DataPart.values())
        .filter(part -> part == DataPart.TRAIN || held.containsKey(part))
        .toList();
  }

  /**
   * What a user would want to know of where photos come from, a sentence each, without full stop.
   */
  public List<String> notes() {
    return Stream.of(layout.notes().stream(), PhotoGroups.notes(this).stream(), testNote().stream())
        .flatMap(notes -> notes)
        .toList();
  }

  private Optional<String> testNote() {
    return layout
        .part(PhotoPart.TEST)
        .map(
            folder ->
                folder
                    + (!fits(folder, train)
                        ? " has other classes and is left alone"
                        : isFrom(DataPart.TEST, folder)
                            ? " is not learned from: the model is judged by it once, at the end"
                            : " is left alone: other photos are used for the test"));
  }

  private boolean isFrom(DataPart part, Path folder) {
    return part(part).root().toAbsolutePath().equals(folder.toAbsolutePath());
  }

  /** The same training photos, with the validation photos of another folder. */
  public PhotoFolders validation(Path folder) {
    return new PhotoFolders(
        unlike(folder), train, with(DataPart.VALIDATION, folder), rule, targets);
  }

  /** The same training photos, with the test photos of another folder. */
  public PhotoFolders test(Path folder) {
    return new PhotoFolders(layout, train, with(DataPart.TEST, folder), rule, targets);
  }

  private Map<DataPart, PhotoFolder> with(DataPart part, Path folder) {
    if (!targets.task().hasClasses()) {
      throw new DataException(
          folder.toString(),
          "expected %s photos whose targets are known, found a folder".formatted(part),
          "Hold back a fraction, such as 0.2, or say the part of each photo in a column split");
    }
    var changed = new EnumMap<DataPart, PhotoFolder>(DataPart.class);
    changed.putAll(held);
    changed.put(part, train.scanLike(folder));
    return changed;
  }

  /**
   * The same, learning from at most so many photos of each class, which are drawn at random; with
   * the same seed, fewer are among those that more would be.
   *
   * @param most above 0
   * @param seed decides which
   * @throws DataException if it is below 1
   */
  public PhotoFolders perClass(int most, long seed) {
    return new PhotoFolders(layout, train.perClass(most, seed), held, rule, targets);
  }

  /**
   * A part of the training photos becomes validation photos.
   *
   * @param fraction of each class, from 0 to 1
   * @param seed decides which
   * @throws DataException if there are too few photos
   */
  public PhotoFolders split(double fraction, long seed) {
    return split(new SplitRule(new SplitShares().validation(fraction), seed));
  }

  /**
   * Some of the training photos become those of other parts, by class and by groups; parts without
   * a share keep the photos that they have. The same names and seed give the same parts.
   *
   * @throws DataException if there are too few photos or groups, or no photo has a group although
   *     groups are wanted
   */
  public PhotoFolders split(SplitRule rule) {
    SplitExamples examples = PhotoGroups.examples(train, rule.grouping());
    if (rule.shares().equals(new SplitShares())) {
      return new PhotoFolders(layout, train, held, rule, targets);
    }
    DataSplit split = split(examples, rule);
    var parts = new EnumMap<DataPart, PhotoFolder>(DataPart.class);
    parts.putAll(held);
    for (DataPart part : drawn(rule.shares())) {
      parts.put(part, train.part(split.indices(part)));
    }
    PhotoFolder kept = train.part(split.indices(DataPart.TRAIN));
    var training = new PhotoFolder(train.root(), train.classes(), kept.photos(), train.skipped());
    PhotoLayout noted = rule.shares().validation() > 0 ? unlike(train.root()) : layout;
    noted = noted.note(note(rule.shares()));
    for (String note : split.notes()) {
      noted = noted.note(note);
    }
    return new PhotoFolders(noted, training, parts, rule, targets);
  }

  /**
   * Deals training photos out for cross-validation: by class, and by groups as the split does.
   *
   * @param decoded those of the training photos that can be used
   * @param most number of folds that are wanted
   * @param seed decides which photo is in which fold
   * @throws DataException if there are fewer than two photos, or groups of them
   */
  public Folds folds(PhotoSet decoded, int most, long seed) {
    List<Photo> photos = IntStream.range(0, decoded.size()).mapToObj(decoded::photo).toList();
    var folder = new PhotoFolder(train.root(), train.classes(), photos, List.of());
    try {
      return Folds.of(PhotoGroups.examples(folder, rule.grouping()), most, seed);
    } catch (DataException e) {
      throw e.within(train.root().toString());
    }
  }

  private DataSplit split(SplitExamples examples, SplitRule rule) {
    try {
      return DataSplit.of(examples, rule.shares(), rule.seed());
    } catch (DataException e) {
      throw e.within(train.root().toString());
    }
  }

  /** The parts that are drawn from the training photos. */
  private static List<DataPart> drawn(SplitShares shares) {
    return Stream.of(DataPart.VALIDATION, DataPart.TRAIN_DEV, DataPart.TEST)
        .filter(part -> shares.share(part) > 0)
        .toList();
  }

  private String note(SplitShares shares) {
    List<String> each =
        drawn(shares).stream()
            .map(part -> String.format(Locale.ROOT, "%s for %s", shares.share(part), part))
            .toList();
    return each.size() == 1
        ? String.format(
            Locale.ROOT,
            "a share of %s of %s %s is held back for %s",
            shares.share(drawn(shares).getFirst()),
            targets.task().hasClasses() ? "each class in" : "the photos of",
            train.root(),
            drawn(shares).getFirst())
        : "shares of %s %s are held back: %s"
            .formatted(
                targets.task().hasClasses() ? "each class in" : "the photos of",
                train.root(),
                String.join(", ", each));
  }

  /** The layout, with a note if its validation photos are not used. */
  private PhotoLayout unlike(Path used) {
    return layout
        .part(PhotoPart.VALIDATION)
        .filter(folder -> !folder.toAbsolutePath().equals(used.toAbsolutePath()))
        .map(folder -> layout.note(folder + " is left alone: other photos are used for validation"))
        .orElse(layout);
  }
}
