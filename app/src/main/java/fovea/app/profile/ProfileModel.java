package fovea.app.profile;

import fovea.app.console.ProgressBar;
import fovea.app.network.NetworkOptions;
import fovea.app.network.NetworkOptions.Subject;
import fovea.app.network.PrecisionOption;
import fovea.app.network.StepOptions;
import fovea.app.option.NumberReaders;
import fovea.app.session.ForceOption;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonValue;
import fovea.graph.type.Precision;
import fovea.train.SyntheticStep;
import fovea.train.profile.ChromeTrace;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.profile.Repeats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where the time of a step goes. */
@Command(
    name = "profile",
    description =
        "Shows where the time of a step goes: by layer and by kernel, against what this machine"
            + " gives at best; and writes it as a trace for ui.perfetto.dev.")
public final class ProfileModel implements Verb {

  private static final String TRACE = ".trace.json";

  @Mixin private NetworkOptions network;
  @Mixin private StepOptions step;
  @Mixin private PrecisionOption precision;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Repetitions after warming up (default: for 3 s, at least 5).")
  private Optional<Integer> repeat = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "15",
      converter = NumberReaders.Count.class,
      description = "Rows of each table (default: 15).")
  private int top;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Where to write the trace (default: MODEL-bN.trace.json, in this folder, or with a number"
              + " if there is one).")
  private Optional<Path> trace = Optional.empty();

  @Mixin private ForceOption force;

  @Mixin private GlobalOptions options;

  /** A profile, what it is of, and where its trace is. */
  record Finding(Subject subject, SyntheticStep step, Profile profile, Path trace) {}

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    Subject subject = network.subject(session);
    SyntheticStep profiled = step.of(subject, precision.precision());
    Path file = traceFile(subject, profiled);
    session.sayDevice();
    var finding = new Finding(subject, profiled, profile(session, profiled), file);
    PrecisionOption.say(session, profiled.precision(), finding.profile().plan());
    ChromeTrace.write(finding.profile(), "%s: %s".formatted(subject.name(), profiled), file);
    new ProfileReport(finding, top).lines().forEach(session::result);
    return ProfileJson.of(finding);
  }

  private Path traceFile(Subject subject, SyntheticStep profiled) {
    Path file = trace.orElseGet(() -> free(subject.name() + suffix(profiled)));
    force.check("--trace", file);
    return file;
  }

  /** A name that no earlier trace has. */
  private static Path free(String usual) {
    Path file = Path.of(usual + TRACE);
    for (int number = 2; Files.exists(file); number++) {
      file = Path.of(usual + "-" + number + TRACE);
    }
    return file;
  }

  /** What the usual name of the trace says of the step. */
  private static String suffix(SyntheticStep profiled) {
    return (profiled.trains() ? "-train-b" : "-b")
        + profiled.batch()
        + (profiled.precision() == Precision.F32 ? "" : "-" + profiled.precision());
  }

  private Profile profile(Session session, SyntheticStep profiled) {
    try (var progress = new Progress(session, profiled.batch())) {
      Repeats repeats = repeat.map(Repeats::times).orElse(Repeats.defaults());
      return profiled.profile(new Profiler(repeats, progress), options.seed());
    }
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
