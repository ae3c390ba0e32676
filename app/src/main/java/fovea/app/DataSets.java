package fovea.app;

import fovea.app.console.ProgressBar;
import fovea.data.DataSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.data.sets.DataOptions;
import java.util.Optional;

/** The data sets, found as the user wants it and with a progress bar while they are downloaded. */
final class DataSets {

  private final Session session;
  private Optional<Download> download = Optional.empty();

  private record Download(String file, ProgressBar bar) {}

  private DataSets(Session session) {
    this.session = session;
  }

  /**
   * One part of a data set.
   *
   * @throws fovea.data.DataException if it is nowhere, or damaged
   */
  static DataSet load(Session session, String name, Split split) {
    var sets = new DataSets(session);
    try {
      DataOptions options = session.options().data().withProgress(sets::downloaded);
      return Data.named(name, split, options);
    } finally {
      sets.download.ifPresent(last -> last.bar().close());
    }
  }

  private void downloaded(String file, long done, long total) {
    if (download.filter(running -> running.file().equals(file)).isEmpty()) {
      download.ifPresent(previous -> previous.bar().close());
      var work = ProgressBar.Work.bytes("downloading " + file, total);
      download = Optional.of(new Download(file, new ProgressBar(session.terminal(), work)));
    }
    download.ifPresent(running -> running.bar().at(done, ""));
  }
}
