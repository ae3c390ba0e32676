package fovea.explain.attribution;

import fovea.explain.network.WorkProgress;

/** Tells how many runs of the network for one picture lie behind. */
final class Runs {
  private final WorkProgress progress = WorkProgress.current();
  private final Chunks chunks;
  private final int total;
  private int done;

  /** For so many pictures, each of which takes all {@code chunks}. */
  Runs(int pictures, Chunks chunks) {
    this.chunks = chunks;
    this.total = pictures * chunks.count();
  }

  void done(int chunk) {
    done += chunks.used(chunk);
    progress.at(done, total);
  }
}
