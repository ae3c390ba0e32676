package fovea.app.explain;

import fovea.explain.Explanation;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Deconvnet;
import fovea.explain.attribution.Gradient;
import fovea.explain.attribution.GradientTimesInput;
import fovea.explain.attribution.GuidedBackprop;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.network.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Methods that say how much each part of a picture speaks for a class. */
final class AttributionMethods {

  private AttributionMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of(
        ofPicture(
            "gradient",
            "which pixels change the score most (saliency)",
            _ -> new Gradient()),
        ofPicture(
            "gradient-times-input",
            "what each pixel adds to the score, to first order",
            _ -> new GradientTimesInput()),
        ofPicture(
            "guided-backprop",
            "gradient through active units along positive gradients alone; sharp, but hardly depends"
                + " on the class",
            _ -> new GuidedBackprop()),
        ofPicture(
            "deconvnet",
            "what the deconvolutional network of Zeiler and Fergus projects back",
            _ -> new Deconvnet()),
        ofPicture(
            "smoothgrad",
            "mean gradient of many pictures with noise",
            place ->
                place.options().of(new SmoothGrad().seed(place.session().options().seed())),
            MethodOptions.SAMPLES,
            MethodOptions.NOISE));
  }

  private static ExplainMethod ofPicture(
      String name, String summary, Function<Workplace, Attribution> method, String... options) {
    return new ExplainMethod(
        name,
        summary,
        Stream.concat(Stream.of(ExplainModel.CLASS, ExplainModel.VALUES), Arrays.stream(options))
            .collect(Collectors.toSet()),
        new Look.AtPictures(place -> look(place, method.apply(place))));
  }

  private static Look.PictureLook look(Workplace place, Attribution method) {
    Subject subject = place.subject();
    Attributor attributor = method.on(subject);
    return picture -> {
      try (StepBar bar = place.bar(method.name())) {
        Attributions found =
            attributor.progress(bar).of(picture.input(), picture.weights(subject));
        return AttributionFinding.of(
            new Explanation(
                place.model().card().blueprint().name(),
                picture.picture(),
                picture.question(),
                method,
                attributor.layer(),
                found));
      }
    };
  }
}
