package fovea.app;

import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.data.Batches;
import fovea.data.Preprocessing;
import fovea.data.photo.Leak;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.Skipped;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's photos, ready for a network.
 *
 * @param train to learn from
 * @param validation to be judged by
 * @param preprocessing of the network
 * @param leaks photos that are in both
 */
record PhotoMaterial(
    PhotoSet train, PhotoSet validation, Preprocessing preprocessing, List<Leak> leaks) {

  private static final double USUAL_SHARE = 0.2;

  /** The photos that a user has named, and which of them are to be judged by. */
  static PhotoFolders folders(FinetuneTask.Photos photos, long seed) {
    PhotoFolders found = PhotoFolders.of(photos.folder());
    return switch (photos.validation()) {
      case FinetuneTask.Usual _ when found.hasValidation() -> found;
      case FinetuneTask.Usual _ -> found.split(USUAL_SHARE, seed);
      case FinetuneTask.Fraction(double share) -> found.split(share, seed);
      case FinetuneTask.Folder(var path) -> found.withValidation(path);
    };
  }

  /** Decodes all photos; says which are left out, and which are in both parts. */
  static PhotoMaterial load(Session session, PhotoFolders folders, Preprocessing preprocessing) {
    PhotoSet train = load(session, "photos to learn from", folders.train(), preprocessing);
    PhotoSet validation =
        load(session, "photos to be judged by", folders.validation(), preprocessing);
    var material = new PhotoMaterial(train, validation, preprocessing, train.leaks(validation));
    Skipped.summary(material.skipped()).forEach(session::say);
    material.sayLeaks(session);
    return material;
  }

  /** Files that could not be used. */
  List<Skipped> skipped() {
    List<Skipped> skipped = new ArrayList<>(train.skipped());
    skipped.addAll(validation.skipped());
    return skipped;
  }

  /** All photos in their order, in batches for a network that learns nothing. */
  Batches inOrder(PhotoSet photos) {
    return new Batches(photos, preprocessing, Inputs.batch(preprocessing));
  }

  private void sayLeaks(Session session) {
    if (leaks.isEmpty()) {
      return;
    }
    Leak first = leaks.getFirst();
    session.say(
        ("%s of the photos to be judged by are learned from, too, such as %s, which is %s:"
                + " what they say is too good to be true")
            .formatted(
                Quantity.count(leaks.size()), first.validation().file(), first.train().file()));
  }

  /** Decodes the photos of one folder, with a progress bar. */
  static PhotoSet load(
      Session session, String label, PhotoFolder photos, Preprocessing preprocessing) {
    int count = photos.photos().size();
    var work = new ProgressBar.Work(label, count, new ProgressBar.Items(count, "photos"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return photos.load(preprocessing, (done, _) -> bar.at(done, ""));
    }
  }
}
