package fovea.app.explain;

import fovea.explain.cam.Cam;
import fovea.explain.cam.CamOptions;
import fovea.explain.cam.ClassActivationMapping;
import fovea.explain.cam.EigenCam;
import fovea.explain.cam.GradCam;
import fovea.explain.cam.GradCamPlusPlus;
import fovea.explain.cam.HiResCam;
import fovea.explain.cam.LayerCam;
import fovea.explain.cam.LayerChoice;
import fovea.explain.cam.ScoreCam;
import java.util.List;
import java.util.function.Function;

/** Methods that weigh the maps of a layer. */
final class CamMethods {

  private CamMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of(
        atLayer(
            "grad-cam", "maps of a layer, weighted by their mean gradients", _ -> new GradCam()),
        atLayer(
            "grad-cam++", "Grad-CAM for several things of one class", _ -> new GradCamPlusPlus()),
        atLayer(
            "hires-cam",
            "maps of a layer times their gradients, place by place",
            _ -> new HiResCam()),
        atLayer(
            "layer-cam",
            "maps of a layer times their positive gradients; also for early layers",
            _ -> new LayerCam()),
        atLayer(
            "score-cam",
            "maps of a layer, weighted by the score of what they leave of the picture; no gradient",
            place -> place.options().of(new ScoreCam()),
            MethodOptions.CHANNELS),
        AttributionMethods.of(
            "cam",
            "the original class activation map, for networks that end in a global average",
            place -> place.options().signed() ? new Cam().signed() : new Cam(),
            ExplainModel.CLASS,
            MethodOptions.SIGNED),
        AttributionMethods.of(
            "eigen-cam",
            "first principal component of the maps of a layer; asks about no class",
            place -> at(place, new EigenCam()),
            ExplainModel.LAYER,
            MethodOptions.SIGNED));
  }

  private static ExplainMethod atLayer(
      String name,
      String summary,
      Function<Workplace, ClassActivationMapping> method,
      String... options) {
    return AttributionMethods.of(
        name,
        summary,
        place -> at(place, method.apply(place)),
        AttributionMethods.with(
            options, ExplainModel.CLASS, ExplainModel.LAYER, MethodOptions.SIGNED));
  }

  private static ClassActivationMapping at(Workplace place, ClassActivationMapping method) {
    CamOptions usual = method.options().signed(place.options().signed());
    return method.options(
        place.asked().layer().map(name -> usual.layer(LayerChoice.named(name))).orElse(usual));
  }
}
