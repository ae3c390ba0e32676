package fovea.train.cost;

import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.metric.ScoreReport;
import fovea.train.run.RunCost;
import java.nio.file.Path;

/**
 * Measures what a training costs, from when it is made. The time between two events belongs to what
 * the second one tells of.
 */
public final class CostMeter implements TrainCallback {

  private static final double NANO = 1e-9;

  /** The energy counters wrap around after some minutes at the earliest. */
  private static final double ENERGY_SECONDS = 30;

  private final RunCost before;
  private final EnergyCounter energy;
  private final long start = System.nanoTime();
  private final double cpuAtStart = ProcessUsage.cpuSeconds();
  private long last = start;
  private long energyRead = start;
  private double training;
  private double waiting;
  private double testing;
  private double saving;
  private long images;
  private long imagesOfEpoch;
  private boolean isKnown = true;

  /**
   * A meter.
   *
   * @param before what the run has cost in earlier processes
   */
  public CostMeter(RunCost before) {
    this(before, EnergyCounter.ofThisMachine());
  }

  CostMeter(RunCost before, EnergyCounter energy) {
    this.before = before;
    this.energy = energy;
  }

  /** The cost up to now, with that of earlier processes. */
  public RunCost cost() {
    var time =
        new RunCost.Time((System.nanoTime() - start) * NANO, training, waiting, testing, saving);
    var here =
        new RunCost(
            time,
            images,
            ProcessUsage.cpuSeconds() - cpuAtStart,
            ProcessUsage.peakBytes(),
            energy.joules());
    return before.plus(here);
  }

  @Override
  public void started(Started event, TrainControl control) {
    last = System.nanoTime();
    imagesOfEpoch = 0;
    isKnown = event.stepsDone() % event.stepsPerEpoch() == 0;
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    training += sinceLast();
    long seen = event.soFar().n();
    if (!isKnown) {
      // The epoch has begun in another process, with batches as large as the one just done.
      imagesOfEpoch = seen - seen / event.step();
      isKnown = true;
    }
    images += seen - imagesOfEpoch;
    imagesOfEpoch = seen;
    if ((last - energyRead) * NANO > ENERGY_SECONDS) {
      energyRead = last;
      energy.joules();
    }
  }

  @Override
  public void tested(long done, long total) {
    testing += sinceLast();
  }

  @Override
  public void scored(ScoreReport report, TrainControl control) {
    testing += sinceLast();
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    testing += sinceLast();
    waiting += report.waitingSeconds();
    imagesOfEpoch = 0;
  }

  @Override
  public void saved(Path file) {
    saving += sinceLast();
  }

  private double sinceLast() {
    long now = System.nanoTime();
    double seconds = (now - last) * NANO;
    last = now;
    return seconds;
  }
}
