package fovea.train;

import fovea.format.JsonObject;
import fovea.graph.type.Precision;
import fovea.model.Blueprint;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.average.WeightAverage;
import fovea.train.distill.Distillation;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Clip;
import fovea.train.optim.GroupedOptimizer;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.Optimizer;
import fovea.train.optim.ParameterGroup;
import fovea.train.optim.Sgd;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** What a {@link Trainer} is told besides the model and the task. */
record TrainSettings(Updates updates, Run run, Output output, Hooks hooks) {

  /** The defaults that {@link Trainer#of} names. */
  static TrainSettings defaults(Blueprint blueprint) {
    return new TrainSettings(
        new Updates(
            new GroupedOptimizer(new Sgd(0.05).momentum(0.9), List.of()),
            Schedule.constant(),
            Clip.none(),
            1,
            Optional.empty(),
            Optional.empty()),
        new Run(5, 0, List.of(), OptionalInt.empty(), Optional.empty()),
        new Output(
            Optional.empty(), blueprint, JsonObject.empty(), Optional.empty(), new Checkpoints()),
        new Hooks(List.of(), new StopSignal(), TestInterval.epochs(1)));
  }

  TrainSettings updates(UnaryOperator<Updates> change) {
    return new TrainSettings(change.apply(updates), run, output, hooks);
  }

  TrainSettings run(UnaryOperator<Run> change) {
    return new TrainSettings(updates, change.apply(run), output, hooks);
  }

  TrainSettings output(UnaryOperator<Output> change) {
    return new TrainSettings(updates, run, change.apply(output), hooks);
  }

  TrainSettings hooks(UnaryOperator<Hooks> change) {
    return new TrainSettings(updates, run, output, change.apply(hooks));
  }

  /** How parameters change, by how many batches at a time, and by what is made of them. */
  record Updates(
      GroupedOptimizer groupedOptimizer,
      Schedule schedule,
      Clip clip,
      int accumulate,
      Optional<AdversarialTraining> adversarial,
      Optional<Distillation> distillation) {
    Optimizer optimizer() {
      return groupedOptimizer.optimizer();
    }

    List<ParameterGroup> groups() {
      return groupedOptimizer.groups();
    }

    Updates optimizer(Optimizer other) {
      return new Updates(
          new GroupedOptimizer(other, groups()),
          schedule,
          clip,
          accumulate,
          adversarial,
          distillation);
    }

    Updates groups(List<ParameterGroup> others) {
      return new Updates(
          new GroupedOptimizer(optimizer(), others),
          schedule,
          clip,
          accumulate,
          adversarial,
          distillation);
    }

    Updates schedule(Schedule other) {
      return new Updates(groupedOptimizer, other, clip, accumulate, adversarial, distillation);
    }

    Updates clip(Clip other) {
      return new Updates(groupedOptimizer, schedule, other, accumulate, adversarial, distillation);
    }

    Updates accumulate(int batches) {
      return new Updates(groupedOptimizer, schedule, clip, batches, adversarial, distillation);
    }

    Updates adversarial(AdversarialTraining training) {
      return new Updates(
          groupedOptimizer, schedule, clip, accumulate, Optional.of(training), distillation);
    }

    Updates distillation(Distillation other) {
      return new Updates(
          groupedOptimizer, schedule, clip, accumulate, adversarial, Optional.of(other));
    }
  }

  /** How long it trains, and with what numbers. */
  record Run(
      int epochs,
      long seed,
      List<LayerFreeze> freezes,
      OptionalInt unfreezeAfter,
      Optional<Precision> precision) {
    Run epochs(int other) {
      return new Run(other, seed, freezes, unfreezeAfter, precision);
    }

    Run seed(long other) {
      return new Run(epochs, other, freezes, unfreezeAfter, precision);
    }

    Run freezes(List<LayerFreeze> others) {
      return new Run(epochs, seed, others, unfreezeAfter, precision);
    }

    Run unfreezeAfter(int other) {
      return new Run(epochs, seed, freezes, OptionalInt.of(other), precision);
    }

    Run precision(Precision other) {
      return new Run(epochs, seed, freezes, unfreezeAfter, Optional.of(other));
    }
  }

  /** What the result is, where it is saved, and what its file says about it. */
  record Output(
      Optional<RunFolder> folder,
      Blueprint blueprint,
      JsonObject provenance,
      Optional<WeightAverage> average,
      Checkpoints checkpoints) {
    Output folder(RunFolder other) {
      return new Output(Optional.of(other), blueprint, provenance, average, checkpoints);
    }

    Output blueprint(Blueprint other) {
      return new Output(folder, other, provenance, average, checkpoints);
    }

    Output provenance(JsonObject other) {
      return new Output(folder, blueprint, other, average, checkpoints);
    }

    Output average(WeightAverage other) {
      return new Output(folder, blueprint, provenance, Optional.of(other), checkpoints);
    }

    Output checkpoints(Checkpoints others) {
      return new Output(folder, blueprint, provenance, average, others);
    }
  }

  /** Who is told what happens and may stop it, and how often there are scores to tell. */
  record Hooks(List<TrainCallback> callbacks, StopSignal stop, TestInterval testEvery) {
    Hooks callbacks(List<TrainCallback> others) {
      return new Hooks(others, stop, testEvery);
    }

    Hooks stop(StopSignal other) {
      return new Hooks(callbacks, other, testEvery);
    }

    Hooks testEvery(TestInterval other) {
      return new Hooks(callbacks, stop, other);
    }
  }
}
