package fovea.app.session;

import fovea.app.console.ProgressBar;
import fovea.app.console.Terminal;
import fovea.data.download.DownloadProgress;
import java.util.Optional;

/** A progress bar for each file that is downloaded. */
public final class DownloadBar implements DownloadProgress, AutoCloseable {

  private final Terminal terminal;
  private Optional<Download> download = Optional.empty();

  private record Download(String file, ProgressBar bar) {}

  public DownloadBar(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void update(String file, long done, long total) {
    if (download.filter(running -> running.file().equals(file)).isEmpty()) {
      close();
      var work = ProgressBar.Work.bytes("downloading " + file, total);
      download = Optional.of(new Download(file, new ProgressBar(terminal, work)));
    }
    download.ifPresent(running -> running.bar().at(done, ""));
  }

  @Override
  public void close() {
    download.ifPresent(last -> last.bar().close());
  }
}
