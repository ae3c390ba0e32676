package fovea.app.session;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;

/** The data sets, found as the user wants it and with a progress bar while they are downloaded. */
public final class DataSets {

  private DataSets() {}

  /**
   * One part of a data set.
   *
   * @throws fovea.data.pixels.DataException if it is nowhere, or damaged
   */
  public static PictureSet load(Session session, String name, Split split) {
    try (var bar = new DownloadBar(session.terminal())) {
      return Data.named(name, split, session.options().data().progress(bar));
    }
  }
}
