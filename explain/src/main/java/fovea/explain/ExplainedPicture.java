package fovea.explain;

import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.Picture;
import fovea.explain.network.ClassTarget;
import fovea.hub.Model;
import fovea.hub.Prediction;
import fovea.hub.Predictions;
import fovea.hub.PreparedInput;

/**
 * A picture that was explained.
 *
 * @param name its file, as a rule
 * @param shown as the network sees it: fitted, at the size of the input
 * @param order in which the network takes its channels
 * @param predictions all classes or labels, the likeliest first
 */
public record ExplainedPicture(
    String name, Picture shown, ChannelOrder order, Predictions predictions) {

  /**
   * A picture of a batch.
   *
   * @param index of it in {@code prepared}
   */
  public static ExplainedPicture of(
      Model model, PreparedInput prepared, int index, Predictions predictions) {
    float[] input = prepared.input().rows(index, index + 1).floats();
    return new ExplainedPicture(
        prepared.names().get(index),
        model.preprocessing().shown(input),
        model.preprocessing().values().order(),
        predictions);
  }

  /** How likely the model takes the class of {@code target} to be; 0 if it does not know it. */
  public double probability(ClassTarget target) {
    return predictions.predictions().stream()
        .filter(prediction -> prediction.name().equals(target.name()))
        .mapToDouble(Prediction::probability)
        .findFirst()
        .orElse(0);
  }
}
