package fovea.app.experiment;

import fovea.app.console.ProgressBar;
import fovea.app.console.Terminal;
import fovea.experiment.recipe.ErrorPart;
import fovea.experiment.recipe.PartWatcher;
import java.util.Optional;

/** A progress bar for each part of the data that is measured. */
final class PartBars implements PartWatcher, AutoCloseable {

  private final Terminal terminal;
  private String label = "";
  private Optional<ProgressBar> bar = Optional.empty();

  PartBars(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void at(ErrorPart part, long done, long total, String work) {
    String wanted = part + ", " + work;
    if (!wanted.equals(label)) {
      close();
      label = wanted;
      bar =
          Optional.of(
              new ProgressBar(
                  terminal,
                  new ProgressBar.Work(wanted, total, new ProgressBar.Items(total, "images"))));
    }
    bar.ifPresent(shown -> shown.at(done, ""));
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
