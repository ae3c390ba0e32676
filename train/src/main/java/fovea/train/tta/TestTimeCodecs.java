package fovea.train.tta;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.Arrays;
import java.util.List;

/** The test-time augmentations that users name. */
final class TestTimeCodecs {
  static final Codecs<TestTimeAugment> ALL =
      new Codecs<>(
          "test-time augmentation",
          List.of(
              Codec.of("tencrop", TenCropViews.class, TenCropViews::new),
              Codec.of("flip", FlipViews.class, FlipViews::new),
              new Codec<>(
                      "multiscale",
                      MultiScaleViews.class,
                      views -> JsonObject.empty().with("scales", scales(views)),
                      json -> scales(json.array("scales")))
                  .usual(new MultiScaleViews()),
              new Codec<>(
                      "shift",
                      ShiftViews.class,
                      views -> JsonObject.empty().with("pixels", views.pixels()),
                      json -> new ShiftViews(Math.toIntExact(json.integer("pixels"))))
                  .usual(new ShiftViews())));

  private TestTimeCodecs() {}

  private static JsonArray scales(MultiScaleViews views) {
    return JsonArray.of(views.scales().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static MultiScaleViews scales(JsonArray scales) {
    return new MultiScaleViews(Arrays.stream(scales.doubles()).boxed().toList());
  }
}
