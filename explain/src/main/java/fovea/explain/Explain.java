package fovea.explain;

import fovea.explain.attribution.Attribution;
import fovea.explain.cam.GradCam;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayers;
import fovea.hub.Model;

/**
 * Looks into a model: what speaks for a class in a picture, by any method of attribution.
 *
 * <p>{@code Explain.of(model).gradCam("layer4",
 * "cat").of(Path.of("cat.jpg")).save(Path.of("cat-gradcam.png"))} is a whole program. Keep it to
 * explain many pictures: it keeps its plans.
 */
public final class Explain {
  private final Model model;
  private final ExplainedNetwork subject;

  private Explain(Model model, ExplainedNetwork subject) {
    this.model = model;
    this.subject = subject;
  }

  /**
   * Looks into {@code model}, zoo, ONNX, Keras or your own.
   *
   * @throws fovea.graph.type.FoveaException if it has several inputs or outputs, takes no pictures
   *     or gives no scores of classes or labels, or a part of it was neither loaded nor trained
   */
  public static Explain of(Model model) {
    model.kind();
    return new Explain(model, ExplainedNetwork.of(model));
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** Its network, for what this class has no method for. */
  public ExplainedNetwork subject() {
    return subject;
  }

  /** Its layers that give maps. */
  public FeatureLayers layers() {
    return subject.layers();
  }

  /**
   * Explains the class that the model predicts by {@code method}.
   *
   * @throws fovea.graph.type.FoveaException if the network has not what the method needs
   */
  public Explainer by(Attribution method) {
    return new Explainer(model, subject, method, method.on(subject));
  }

  /**
   * Explains the class that the model predicts by {@link GradCam} at the last convolution.
   *
   * @throws fovea.graph.type.FoveaException if the network has no convolution
   */
  public Explainer gradCam() {
    return by(new GradCam());
  }

  /**
   * Explains the class that the model predicts by {@link GradCam} at {@code layer}.
   *
   * @throws fovea.graph.type.FoveaException if the network has no such layer, or it gives no maps
   */
  public Explainer gradCam(String layer) {
    return by(new GradCam().layer(layer));
  }

  /**
   * Explains a class by {@link GradCam} at {@code layer}.
   *
   * @param target a class by name or index
   * @throws fovea.graph.type.FoveaException if the network has no such layer, or it gives no maps,
   *     or the model has no such class
   */
  public Explainer gradCam(String layer, String target) {
    return gradCam(layer).target(target);
  }
}
