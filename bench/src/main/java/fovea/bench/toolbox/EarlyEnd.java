package fovea.bench.toolbox;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.hub.Model;
import fovea.train.Evaluator;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.callback.EarlyStopping;
import fovea.train.metric.Score;
import fovea.train.optim.Adam;
import fovea.train.task.Task;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Early stopping where a network overfits: judged by pictures that have not ended the training. */
final class EarlyEnd {
  private EarlyEnd() {}

  static Experiment experiment(Size size) {
    PictureSet.Parts parts =
        Data.fashionMnist(Split.TRAIN).first(size.pictures() * 3 / 2).stratifiedSplit(2.0 / 3, 1);
    Material material = new Material(parts.first(), parts.second());
    UnaryOperator<Trainer> plain =
        trainer -> trainer.optimizer(new Adam(1e-3)).epochs(size.epochs());
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Test loss of LeNet-5 on %,d pictures of Fashion-MNIST, at most %d epochs",
            parts.first().size(),
            size.epochs()),
        "%.3f",
        List.of(
            new Arm("all epochs", seed -> figure(material, seed, plain)),
            new Arm(
                "early stopping, patience 5",
                seed ->
                    figure(
                        material,
                        seed,
                        trainer ->
                            plain
                                .apply(trainer)
                                .callbacks(EarlyStopping.on("loss").patience(5))))));
  }

  private static Arm.Figure figure(Material material, long seed, UnaryOperator<Trainer> change) {
    TrainingResult fit = material.train("lenet5", seed, change, UnaryOperator.identity());
    Model model = material.model("lenet5", seed);
    DataLoader others = new DataLoader(Data.fashionMnist(Split.TEST), model.preprocessing(), 500);
    Score score = Evaluator.of(fit.model(), Task.classification()).run(others).score();
    String note =
        String.format(
            Locale.ROOT,
            "accuracy %.1f %%, %d epochs, %.0f s",
            100 * score.accuracy(),
            fit.epochs().size(),
            fit.seconds());
    return new Arm.Figure(score.loss(), note);
  }
}
