package fovea.explain.relevance;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributions.Measure;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Lrp} for one network.
 *
 * @param relevance gives, of one picture and its targets: the relevance of its numbers, the score,
 *     what biases keep
 */
record LrpAttributor(ExplainedNetwork subject, Compiled relevance) implements Attributor {

  static LrpAttributor of(Lrp lrp, ExplainedNetwork subject) {
    PixelBox box = new PixelBox(subject.black(), subject.white());
    Compiled compiled =
        subject.compile(in -> relevance(lrp, subject, box, in.getFirst(), in.getLast()));
    // What has no rule is found now, not when the first picture is there.
    TensorType picture = subject.input(1);
    compiled.graph(List.of(picture, picture.with(Shape.of(1, subject.scores()))));
    return new LrpAttributor(subject, compiled);
  }

  private static List<Tensor> relevance(
      Lrp lrp, ExplainedNetwork subject, PixelBox box, Tensor picture, Tensor targets) {
    Tensor scores = FoldedNorms.of(Logits.of(ForwardPass.of(subject.network(), picture)));
    RelevanceRules rules = new RelevanceRules(lrp, scores, picture, box);
    Tensor asked = scores.mul(targets);
    Tensor relevance = Gradients.of(scores, asked, List.of(picture), rules).getFirst();
    return List.of(relevance, asked.sum(), rules.keptByBiases());
  }

  @Override
  public Attributions of(HostBuffer pictures, HostBuffer targets) {
    PictureBatch batch = PictureBatch.of(subject, pictures, targets);
    HostBuffer all = HostBuffer.allocate(pictures.type());
    List<List<Measure>> measures = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      List<HostBuffer> found = relevance.call(List.of(batch.picture(i), batch.target(i)));
      all.rows(i, i + 1).data().copyFrom(found.getFirst().data());
      measures.add(measures(found));
    }
    return new Attributions(all, measures);
  }

  /** As shares of the score; none of a score of 0, which has no relevance. */
  private static List<Measure> measures(List<HostBuffer> found) {
    double score = found.get(1).at(0);
    if (score == 0) {
      return List.of();
    }
    double sum = 0;
    for (double share : found.get(0).doubles()) {
      sum += share;
    }
    double biases = found.get(2).at(0);
    return List.of(
        new Measure("kept by biases", biases / score),
        new Measure("conservation gap", Math.abs(score - sum - biases) / Math.abs(score)));
  }
}
