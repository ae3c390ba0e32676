package fovea.nn.init;

import fovea.format.JsonObject;
import fovea.graph.type.NamePattern;
import fovea.graph.type.Shape;

/**
 * Which parameters of a network get which initial values. Without a pattern they are the weights of
 * two or more axes that the rule fits, such as those of convolutions and linear layers; the biases
 * of these layers start at 0.
 *
 * @param init the rule
 * @param parameters names of parameters, in which {@code *} stands for any characters and {@code ?}
 *     for one, such as {@code layer1.*.weight}; empty for all weights
 */
public record InitRule(Init init, String parameters) {
  private static final String WEIGHT = "weight";
  private static final String INIT = "init";
  private static final String PARAMETERS = "parameters";

  /** For all weights; biases start at 0. */
  public InitRule(Init init) {
    this(init, "");
  }

  /** Whether it is meant for all weights and the biases beside them. */
  public boolean isForWeights() {
    return parameters.isEmpty();
  }

  /** Whether a parameter is among all weights: one of two axes or more that is called weight. */
  public static boolean isWeight(String parameter, Shape shape) {
    boolean called = parameter.equals(WEIGHT) || parameter.endsWith("." + WEIGHT);
    return called && shape.rank() >= 2;
  }

  /** Name of the bias beside a weight. */
  public static String biasBeside(String weight) {
    return weight.substring(0, weight.length() - WEIGHT.length()) + "bias";
  }

  /** Whether the pattern fits the name of a parameter. */
  public boolean names(String parameter) {
    return new NamePattern(parameters).fits(parameter);
  }

  /** As it is recorded with a training. */
  public JsonObject toJson() {
    return JsonObject.empty().with(INIT, Init.codecs().write(init)).with(PARAMETERS, parameters);
  }

  /**
   * Reads what {@link #toJson} has written.
   *
   * @throws fovea.format.FormatException if it is none
   */
  public static InitRule of(JsonObject json) {
    return new InitRule(Init.codecs().read(json.member(INIT)), json.string(PARAMETERS));
  }
}
