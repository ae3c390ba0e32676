package fovea.explain.torch;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.Deconvnet;
import fovea.explain.attribution.Gradient;
import fovea.explain.attribution.GuidedBackprop;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.cam.GradCam;
import fovea.explain.cam.GradCamPlusPlus;
import fovea.explain.cam.LayerCam;
import fovea.explain.occlusion.Occlusion;
import fovea.graph.type.HostBuffer;
import java.util.List;

/** The methods that have made the maps of {@link TorchMaps}. */
final class TorchMethods {
  private static final double NOISE = 0.25;
  private static final double DEVIATION = 0.5;

  private TorchMethods() {}

  /** The method of a map. */
  static Attribution method(TorchMaps maps, String name) {
    return switch (name) {
      case "gradient" -> new Gradient();
      case "guided-backprop" -> new GuidedBackprop();
      case "deconvnet" -> new Deconvnet();
      case "smoothgrad" -> smoothGrad(maps);
      case "grad-cam" -> new GradCam();
      case "grad-cam.signed" -> new GradCam().signed();
      case "grad-cam++" -> new GradCamPlusPlus();
      case "layer-cam" -> new LayerCam();
      case "layer-cam.middle" -> new LayerCam().layer(maps.middle());
      case "occlusion" -> new Occlusion().window(32, 16).hidden(Baseline.value(0));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The noise is given; the method multiplies it by a deviation, so it is divided here. */
  private static Attribution smoothGrad(TorchMaps maps) {
    double[] picture = maps.picture().doubles();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : picture) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double factor = NOISE / (DEVIATION * (max - min));
    List<HostBuffer> noise = maps.noise();
    return new SmoothGrad()
        .samples(noise.size())
        .deviation(DEVIATION)
        .draws(i -> factor * noise.get((int) (i / picture.length)).at(i % picture.length));
  }
}
