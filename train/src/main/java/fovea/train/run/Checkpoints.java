package fovea.train.run;

import fovea.train.internal.SettingChecks;

/**
 * Which checkpoints a training writes, and how many it keeps: {@code new
 * Checkpoints().every(CheckpointInterval.steps(500)).kept(3)}.
 *
 * @param every how often it writes one within an epoch
 * @param kept number of the newest ones that are kept, at least 1
 */
public record Checkpoints(CheckpointInterval every, int kept) {

  /**
   * Checks the number.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public Checkpoints {
    SettingChecks.atLeast("checkpoints to keep", kept, 1);
  }

  /** One about each minute, and the newest two kept: if one is damaged, there is another. */
  public Checkpoints() {
    this(CheckpointInterval.automatic(), 2);
  }

  /** Written at another interval. */
  public Checkpoints every(CheckpointInterval interval) {
    return new Checkpoints(interval, kept);
  }

  /**
   * With so many kept.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public Checkpoints kept(int count) {
    return new Checkpoints(every, count);
  }
}
