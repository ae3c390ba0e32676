package fovea.explain;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.Predictions;
import fovea.hub.PreparedInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A method of attribution for one model: explains any number of pictures. */
public final class Explainer {
  private final Model model;
  private final ExplainedNetwork subject;
  private final Attribution method;
  private final Attributor attributor;
  private final Optional<ClassTarget> target;

  Explainer(Model model, ExplainedNetwork subject, Attribution method, Attributor attributor) {
    this(model, subject, method, attributor, Optional.empty());
  }

  private Explainer(
      Model model,
      ExplainedNetwork subject,
      Attribution method,
      Attributor attributor,
      Optional<ClassTarget> target) {
    this.model = model;
    this.subject = subject;
    this.method = method;
    this.attributor = attributor;
    this.target = target;
  }

  /**
   * The same for a class, whatever the model predicts.
   *
   * @param nameOrIndex as {@link ClassTarget#named} takes it
   * @throws fovea.graph.type.FoveaException if the model has no such class
   */
  public Explainer target(String nameOrIndex) {
    return target(ClassTarget.named(model, nameOrIndex));
  }

  /** The same for a class, whatever the model predicts. */
  public Explainer target(ClassTarget target) {
    return new Explainer(model, subject, method, attributor, Optional.of(target));
  }

  /** Explains the picture in a file; see {@link #of(List)}. */
  public Explanation of(Path file) {
    return of(PictureInput.of(file));
  }

  /** Explains one picture; see {@link #of(List)}. */
  public Explanation of(PictureInput picture) {
    return of(List.of(picture)).getFirst();
  }

  /**
   * Explains pictures, as one batch.
   *
   * @return one for each picture, in the same order
   * @throws fovea.data.pixels.DataException if one is absent, damaged, or no picture
   * @throws fovea.graph.type.FoveaException if one does not fit the model, or the network gives no
   *     finite numbers for it
   */
  public List<Explanation> of(List<PictureInput> pictures) {
    if (pictures.isEmpty()) {
      return List.of();
    }
    PreparedInput prepared = model.prepare(pictures);
    List<Predictions> predictions = model.classify(prepared, Math.max(1, model.classes().size()));
    List<ClassTarget> targets =
        predictions.stream()
            .map(shown -> target.orElseGet(() -> ClassTarget.of(model, shown.best().index())))
            .toList();
    Attributions found = attributor.of(prepared.input(), ClassTarget.weights(subject, targets));
    List<Explanation> explanations = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      explanations.add(
          new Explanation(
              model.card().blueprint().name(),
              ExplainedPicture.of(model, prepared, i, predictions.get(i)),
              targets.get(i),
              method,
              attributor.layer(),
              found.picture(i)));
    }
    return explanations;
  }
}
