package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.train.task.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network that is asked about several views of each picture: its logits are those of the average
 * over the views, so that it takes the place of the network itself in evaluation and prediction, as
 * one plan for a batch.
 *
 * @param network of logits {@code [n, classes]}
 * @param augment the views
 * @param input what the network takes
 * @param kind what the logits are of: labels have a probability each, classes share one
 * @param average what is averaged
 */
public record AveragedViews(
    @Named("") Layer network,
    TestTimeAugment augment,
    PictureShape input,
    TaskKind kind,
    ViewAverage average)
    implements Layer {

  /** A classifier, averaged as {@code augment} says. */
  public AveragedViews(Layer network, TestTimeAugment augment, PictureShape input) {
    this(network, augment, input, TaskKind.CLASSES, augment.average());
  }

  /** With logits of something else than classes. */
  public AveragedViews kind(TaskKind kind) {
    return new AveragedViews(network, augment, input, kind, average);
  }

  /** With another average. */
  public AveragedViews average(ViewAverage average) {
    return new AveragedViews(network, augment, input, kind, average);
  }

  /** Logits of a view, and its share of the average. */
  private record Answer(Tensor logits, double share) {}

  @Override
  public Tensor forward(Tensor x) {
    List<TestView> views = augment.views(x, input);
    double total = views.stream().mapToDouble(TestView::weight).sum();
    List<Answer> answers = new ArrayList<>();
    for (TestView view : views) {
      answers.add(new Answer(view.pictures().apply(network), view.weight() / total));
    }
    return switch (average) {
      case LOGITS -> sum(answers);
      case PROBABILITIES ->
          kind == TaskKind.LABELS
              ? logMean(answers, AveragedViews::logSigmoid)
                  .sub(logMean(answers, logits -> logSigmoid(logits.neg())))
              : logMean(answers, logits -> logits.logSoftmax(1));
    };
  }

  private static Tensor sum(List<Answer> answers) {
    Tensor sum = Tensor.zero();
    for (Answer answer : answers) {
      sum = sum.add(answer.logits.mul(answer.share));
    }
    return sum;
  }

  /** Logarithm of the mean of probabilities whose logarithms are given: none of them becomes 0. */
  private static Tensor logMean(List<Answer> answers, UnaryOperator<Tensor> logProbability) {
    List<Tensor> logs =
        answers.stream().map(a -> logProbability.apply(a.logits).add(Math.log(a.share))).toList();
    Tensor largest = logs.stream().reduce(Tensor::maximum).orElseThrow();
    Tensor sum = logs.stream().map(l -> l.sub(largest).exp()).reduce(Tensor::add).orElseThrow();
    return sum.log().add(largest);
  }

  private static Tensor logSigmoid(Tensor logits) {
    return logits.neg().softplus().neg();
  }
}
