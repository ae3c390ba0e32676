package fovea.app.profile;

import fovea.app.network.NetworkOptions;
import fovea.app.network.PrecisionOption;
import fovea.app.network.StepOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Plan;
import fovea.train.SyntheticStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which kernels a network runs on. */
@Command(
    name = "plan",
    description =
        "Shows which kernels a network runs on, in order, with shapes, layouts and memory.")
public final class ShowPlan implements Verb {

  @Mixin private NetworkOptions network;
  @Mixin private StepOptions step;
  @Mixin private PrecisionOption precision;
  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    NetworkOptions.Subject subject = network.subject(session);
    SyntheticStep shown = step.of(subject, precision.precision());
    session.sayDevice();
    Plan plan = shown.plan();
    String text = plan.print().stripTrailing();
    session.result(text);
    Plan.Summary summary = plan.summary();
    PrecisionOption.say(session, shown.precision(), summary);
    return JsonObject.empty()
        .with("model", subject.name())
        .with("train", shown.trains())
        .with("batch", shown.batch())
        .with("precision", shown.precision().toString())
        .with("backend", summary.backend())
        .with("kernels", summary.kernels())
        .with("reorders", summary.reorders())
        .with("bf16_operations", summary.bf16Steps())
        .with("arena_bytes", summary.arenaBytes())
        .with("kept_bytes", summary.keptBytes())
        .with("plan", text);
  }
}
