package fovea.app.explain;

import fovea.app.explain.result.StepBar;
import fovea.explain.Explanation;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Deconvnet;
import fovea.explain.attribution.Gradient;
import fovea.explain.attribution.GradientTimesInput;
import fovea.explain.attribution.GuidedBackprop;
import fovea.explain.attribution.IntegratedGradients;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.occlusion.Occlusion;
import fovea.explain.occlusion.Rise;
import fovea.explain.relevance.Lrp;
import fovea.explain.trust.MapTrust;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Methods that say how much each part of a picture speaks for a class. */
final class AttributionMethods {

  private AttributionMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of(
        atPixels("gradient", "which pixels change the score most (saliency)", _ -> new Gradient()),
        atPixels(
            "gradient-times-input",
            "what each pixel adds to the score, to first order",
            _ -> new GradientTimesInput()),
        atPixels(
            "guided-backprop",
            "gradient through active units along positive gradients alone; sharp, but hardly"
                + " depends on the class",
            _ -> new GuidedBackprop()),
        atPixels(
            "deconvnet",
            "what the deconvolutional network of Zeiler and Fergus projects back",
            _ -> new Deconvnet()),
        atPixels(
            "smoothgrad",
            "mean gradient of many pictures with noise",
            place -> place.options().of(new SmoothGrad().seed(place.session().options().seed())),
            MethodOptions.SAMPLES,
            MethodOptions.NOISE),
        atPixels(
            "integrated-gradients",
            "what each pixel adds to the score on the way from black; adds up to the score",
            place -> place.options().of(new IntegratedGradients()),
            MethodOptions.STEPS),
        atPixels(
            "occlusion",
            "how much the score drops while a window is hidden",
            place -> place.options().of(new Occlusion()),
            MethodOptions.WINDOW,
            MethodOptions.STRIDE),
        atPixels(
            "rise",
            "how much likelier the class is where random masks show a place",
            place -> place.options().of(new Rise().seed(place.session().options().seed())),
            MethodOptions.MASKS),
        atPixels(
            "lrp",
            "the score, handed back from layer to layer (composite of rules)",
            _ -> Lrp.composite()),
        atPixels("lrp-epsilon", "the same by the epsilon rule", _ -> Lrp.epsilon()),
        atPixels("lrp-gamma", "the same by the gamma rule", _ -> Lrp.gamma()),
        atPixels("lrp-zplus", "the same by the z+ rule", _ -> Lrp.zPlus()));
  }

  /** A method that asks about a class at the pixels of pictures. */
  private static ExplainMethod atPixels(
      String name, String summary, Function<Workplace, Attribution> method, String... options) {
    return of(name, summary, method, with(options, ExplainModel.CLASS));
  }

  /** A method of attribution that takes these options. */
  static ExplainMethod of(
      String name, String summary, Function<Workplace, Attribution> method, String... options) {
    return new ExplainMethod(
        name,
        summary,
        Set.of(with(options, ExplainModel.VALUES)),
        new Look.AtPictures(true, place -> look(place, method.apply(place))));
  }

  /** Options and more of them. */
  static String[] with(String[] options, String... more) {
    return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Look.PictureLook look(Workplace place, Attribution method) {
    ExplainedNetwork subject = place.subject();
    Attributor attributor = method.on(subject);
    return picture -> {
      try (StepBar bar = place.bar(method.name())) {
        Attributions found = attributor.progress(bar).of(picture.input(), picture.weights(subject));
        var explanation =
            new Explanation(
                place.model().card().blueprint().name(),
                picture.picture(),
                picture.question(),
                method,
                attributor.layer(),
                found);
        Finding finding = AttributionFinding.of(explanation);
        if (!place.material().written().trust()) {
          return finding;
        }
        MapTrust trust =
            place.trust().of(method, attributor, picture.input(), picture.weights(subject), found);
        place.session().say(method.name() + ": " + trust.line());
        return finding.trust(trust);
      }
    };
  }
}
