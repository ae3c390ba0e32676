package fovea.app;

import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Executable;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.train.Predictor;
import fovea.train.Task;
import fovea.train.TrainStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which kernels a network runs on. */
@Command(
    name = "plan",
    description =
        "Shows which kernels a network runs on, in order, with shapes, layouts and memory.")
final class ShowPlan implements Verb {

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
    TensorType images = step.images(subject.arguments());
    session.sayDevice();
    Executable plan = plan(subject.network(), images);
    String text = plan.print().stripTrailing();
    session.result(text);
    Executable.Summary summary = plan.summary();
    PrecisionOption.say(session, precision.precision(), summary);
    return JsonObject.empty()
        .with("model", subject.name())
        .with("train", step.trains())
        .with("batch", images.shape().dim(0))
        .with("precision", precision.precision().toString())
        .with("backend", summary.backend())
        .with("kernels", summary.kernels())
        .with("reorders", summary.reorders())
        .with("bf16_operations", summary.bf16Steps())
        .with("arena_bytes", summary.arenaBytes())
        .with("kept_bytes", summary.keptBytes())
        .with("plan", text);
  }

  private Executable plan(Layer model, TensorType images) {
    return step.trains()
        ? TrainStep.of(model, OptimizerKind.SGD.usual().optimizer(), Task.classification())
            .precision(precision.precision())
            .plan(images)
        : Predictor.of(model).precision(precision.precision()).plan(images);
  }
}
