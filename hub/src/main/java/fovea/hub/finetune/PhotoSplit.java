package fovea.hub.finetune;

import fovea.data.photo.PhotoFolders;
import fovea.data.split.Grouping;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of a user's photos are for what: settings with defaults, each changed by the method of its
 * name.
 *
 * @param validation photos to judge by while learning; without a folder for them a fifth of each
 *     class
 * @param test photos to judge by once, at the end; without a folder for them none
 * @param trainDev share of each class that is held back besides, from 0: it shows what was learned
 *     by heart where validation and test photos are of another kind
 * @param grouping which photos are never torn apart
 */
public record PhotoSplit(HeldOut validation, HeldOut test, double trainDev, Grouping grouping) {

  private static final double USUAL_VALIDATION = 0.2;

  /** Folders for validation and test, else a fifth of each class for validation; no groups. */
  public PhotoSplit() {
    this(new HeldOut.Default(), new HeldOut.Default(), 0, new Grouping.None());
  }

  /** With other validation photos. */
  public PhotoSplit validation(HeldOut validation) {
    return new PhotoSplit(validation, test, trainDev, grouping);
  }

  /** With other test photos. */
  public PhotoSplit test(HeldOut test) {
    return new PhotoSplit(validation, test, trainDev, grouping);
  }

  /** With another share of train-dev photos. */
  public PhotoSplit trainDev(double share) {
    return new PhotoSplit(validation, test, share, grouping);
  }

  /** With groups that are never torn apart. */
  public PhotoSplit grouping(Grouping grouping) {
    return new PhotoSplit(validation, test, trainDev, grouping);
  }

  /** The folders that are named for photos of their own. */
  public List<Path> folders() {
    return Stream.of(validation, test)
        .flatMap(
            held ->
                switch (held) {
                  case HeldOut.Folder(Path path) -> Stream.of(path);
                  case HeldOut.Default _, HeldOut.Share _ -> Stream.of();
                })
        .toList();
  }

  /**
   * Looks into a folder of photos, and says which are for what.
   *
   * @param photos a folder that has a sub-folder for each class, or folders for training and
   *     validation that have
   * @param seed decides which photos are in a part
   * @throws fovea.data.pixels.DataException if there are no photos, too few for all parts, or the
   *     classes differ
   */
  public PhotoFolders of(Path photos, long seed) {
    return of(PhotoFolders.of(photos), seed);
  }

  /**
   * Says which of some photos are for what.
   *
   * @param found photos, parted or not
   * @param seed decides which photos are in a part
   * @throws fovea.data.pixels.DataException if there are too few for all parts, or the classes
   *     differ
   */
  public PhotoFolders of(PhotoFolders found, long seed) {
    PhotoFolders judged =
        validation instanceof HeldOut.Folder(Path path) ? found.validation(path) : found;
    PhotoFolders tested = test instanceof HeldOut.Folder(Path path) ? judged.test(path) : judged;
    boolean usual = validation instanceof HeldOut.Default && !tested.hasValidation();
    var shares =
        new SplitShares(
            trainDev, usual ? USUAL_VALIDATION : validation.ofTraining(), test.ofTraining());
    boolean asFound = shares.isNone() && grouping.isNone();
    return asFound ? tested : tested.split(new SplitRule(shares, grouping, seed));
  }
}
