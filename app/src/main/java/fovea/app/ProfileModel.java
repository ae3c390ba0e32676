package fovea.app;

import fovea.app.NetworkOptions.Subject;
import fovea.app.console.ProgressBar;
import fovea.data.Batch;
import fovea.format.JsonValue;
import fovea.graph.DType;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.train.Predictor;
import fovea.train.Task;
import fovea.train.TrainStep;
import fovea.train.profile.ChromeTrace;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.profile.Repeats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where the time of a step goes. */
@Command(
    name = "profile",
    description =
        "Shows where the time of a step goes: by layer and by kernel, against what this machine"
            + " gives at best; and writes it as a trace for ui.perfetto.dev.")
final class ProfileModel implements Verb {

  @Mixin private NetworkOptions network;
  @Mixin private StepOptions step;
  @Mixin private PrecisionOption precision;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Repetitions after warming up (default: for 3 s, at least 5).")
  private Optional<Integer> repeat = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "15",
      converter = Numbers.Count.class,
      description = "Rows of each table (default: 15).")
  private int top;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Where to write the trace (default: MODEL-bN.trace.json, in this folder).")
  private Optional<Path> trace = Optional.empty();

  @Mixin private GlobalOptions options;

  /** A profile, what it is of, and where its trace is. */
  record Finding(Subject subject, StepKind kind, Profile profile, Path trace) {}

  /**
   * A kind of step.
   *
   * @param trains or else predicts
   * @param batch number of pictures
   * @param precision what was asked for
   */
  record StepKind(boolean trains, int batch, Precision precision) {
    @Override
    public String toString() {
      return "%s on %d %s%s"
          .formatted(
              trains ? "a step of training" : "a prediction",
              batch,
              batch == 1 ? "picture" : "pictures",
              precision == Precision.F32 ? "" : " in " + precision);
    }

    /** The last part of the usual name of the trace. */
    String suffix() {
      return (trains ? "-train-b" : "-b")
          + batch
          + (precision == Precision.F32 ? "" : "-" + precision)
          + ".trace.json";
    }
  }

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    Subject subject = network.subject(session);
    TensorType images = step.images(subject.arguments());
    var kind = new StepKind(step.trains(), images.shape().dim(0), precision.precision());
    Path file = traceFile(subject, kind);
    session.sayDevice();
    var finding = new Finding(subject, kind, profile(session, subject, images), file);
    PrecisionOption.say(session, kind.precision(), finding.profile().plan());
    ChromeTrace.write(finding.profile(), "%s: %s".formatted(subject.name(), kind), finding.trace());
    new ProfileReport(finding, top).lines().forEach(session::result);
    return ProfileJson.of(finding);
  }

  private Path traceFile(Subject subject, StepKind kind) {
    Path file = trace.orElse(Path.of(subject.name() + kind.suffix()));
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          "--trace",
          "expected a file in a folder that exists, found " + file,
          "name another one or create the folder");
    }
    return file;
  }

  private Profile profile(Session session, Subject subject, TensorType images) {
    try (var progress = new Progress(session, images.shape().dim(0))) {
      var profiler = new Profiler(repeat.map(Repeats::times).orElse(Repeats.usual()), progress);
      HostBuffer pictures = noise(images, options.seed());
      if (!step.trains()) {
        return Predictor.of(subject.network())
            .precision(precision.precision())
            .profile(pictures, profiler);
      }
      var examples = Batch.of(pictures, labels(subject.arguments().classes(), images));
      var optimizer = OptimizerKind.SGD.usual().optimizer();
      // A rate of 0 costs the same and lets nothing diverge.
      return TrainStep.of(subject.network(), optimizer, Task.classification())
          .precision(precision.precision())
          .profile(examples, 0, profiler);
    }
  }

  private static HostBuffer noise(TensorType type, long seed) {
    var random = new SplittableRandom(seed);
    HostBuffer buffer = HostBuffer.allocate(type);
    for (long i = 0; i < type.shape().elements(); i++) {
      buffer.set(i, random.nextDouble(-1, 1));
    }
    return buffer;
  }

  private static HostBuffer labels(int classes, TensorType images) {
    int batch = images.shape().dim(0);
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(batch), DType.I32));
    for (int i = 0; i < batch; i++) {
      labels.set(i, i % classes);
    }
    return labels;
  }

  /** Shows how far the measurement is, once the first repetition says how long they are. */
  private static final class Progress implements Profiler.Listener, AutoCloseable {
    private static final int STEPS_A_REPETITION = 2;

    private final Session session;
    private final int batch;
    private Optional<ProgressBar> bar = Optional.empty();
    private long repetitions;

    Progress(Session session, int batch) {
      this.session = session;
      this.batch = batch;
    }

    @Override
    public void repeated(int done, double share) {
      if (bar.isEmpty()) {
        repetitions = Math.max(done, Math.round(done / share));
        var content = new ProgressBar.Items(STEPS_A_REPETITION * repetitions * batch, "images");
        var work = new ProgressBar.Work("measuring", repetitions, content).after(done);
        bar = Optional.of(new ProgressBar(session.terminal(), work));
      }
      bar.get().at(Math.round(share * repetitions), "");
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
