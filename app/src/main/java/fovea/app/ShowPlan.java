package fovea.app;

import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Executable;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.train.Criterion;
import fovea.train.Predictor;
import fovea.train.TrainStep;
import fovea.zoo.Arguments;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which kernels a network runs on. */
@Command(
    name = "plan",
    description =
        "Shows which kernels a network runs on, in order, with shapes, layouts and memory.")
final class ShowPlan implements Verb {

  private static final int USUAL_TRAINING_BATCH = 64;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--train",
      description = "A step of training (sgd with momentum), instead of a prediction.")
  private boolean train;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Pictures at a time (default: 64 for training, else 1).")
  private Optional<Integer> batch = Optional.empty();

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    Arguments arguments = network.arguments();
    int pictures = batch.orElse(train ? USUAL_TRAINING_BATCH : 1);
    var input =
        TensorType.f32(pictures, arguments.channels(), arguments.height(), arguments.width());
    session.sayDevice();
    Executable plan = plan(network.network().create(arguments), input);
    String text = plan.print().stripTrailing();
    session.result(text);
    Executable.Summary summary = plan.summary();
    return JsonObject.empty()
        .with("model", network.network().name())
        .with("train", train)
        .with("batch", pictures)
        .with("backend", summary.backend())
        .with("kernels", summary.kernels())
        .with("reorders", summary.reorders())
        .with("arena_bytes", summary.arenaBytes())
        .with("kept_bytes", summary.keptBytes())
        .with("plan", text);
  }

  private Executable plan(Layer model, TensorType input) {
    return train
        ? TrainStep.of(model, OptimizerKind.SGD.usual().optimizer(), Criterion.crossEntropy())
            .plan(input)
        : Predictor.of(model).plan(input);
  }
}
