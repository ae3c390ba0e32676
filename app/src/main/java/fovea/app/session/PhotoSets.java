package fovea.app.session;

import fovea.app.console.ProgressBar;
import fovea.data.Preprocessing;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;

/** Photos, decoded with a progress bar; what is wrong with files is said. */
public final class PhotoSets {

  private PhotoSets() {}

  /**
   * All photos of a folder as a network takes them.
   *
   * @throws fovea.data.pixels.DataException if no photo of some class can be decoded
   */
  public static PhotoSet load(Session session, PhotoFolder photos, Preprocessing preprocessing) {
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
}
