package fovea.app.train.rate;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.data.DataLoader;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.Trainer;
import fovea.train.rate.RateCurve;
import fovea.train.rate.RateFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Looks for a learning rate in place of a training, and shows the losses by rate. */
public record RateSearch(Session session, Path folder) {
  private static final int STEPS = 100;

  /** Tries rates, and gives the result for programs. */
  public JsonValue run(Trainer trainer, DataLoader train) {
    RateCurve curve = curve(trainer, train);
    RatePicture picture = new RatePicture(curve);
    List<Path> files = List.of(folder.resolve("rate.png"), folder.resolve("rate.svg"));
    files.forEach(picture.chart()::save);
    report(curve, files);
    return json(curve, files);
  }

  private RateCurve curve(Trainer trainer, DataLoader train) {
    RateFinder finder = RateFinder.of(trainer).steps(STEPS);
    long images = (long) STEPS * train.batchSize();
    var work = new ProgressBar.Work("rates", STEPS, new ProgressBar.Items(images, "images"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return finder.find(
          train,
          (done, _) -> {
            bar.at(done, "");
            return !session.stop().requested();
          });
    }
  }

  private void report(RateCurve curve, List<Path> files) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("tenth of the lowest", text(curve.tenthOfLowest())));
    rows.add(List.of("steepest descent", text(curve.steepest())));
    rows.add(
        List.of(
            "lowest loss",
            "%s at %s"
                .formatted(
                    Quantity.loss(curve.lowest().smoothed()),
                    Quantity.rounded(curve.lowest().rate()))));
    for (Path file : files) {
      rows.add(List.of("picture", file.toString()));
    }
    session.result(Table.of(Column.text("learning rate"), Column.text("")).render(rows));
    session.say(
        curve.tenthOfLowest().isPresent()
            ? "train with the tenth of the lowest by: --lr " + text(curve.tenthOfLowest())
            : "the loss falls at none of the rates: look at the pictures, or take another network");
  }

  private static String text(OptionalDouble rate) {
    return rate.isPresent() ? Quantity.rounded(rate.getAsDouble()) : "none";
  }

  private static JsonObject json(RateCurve curve, List<Path> files) {
    double[] rates = curve.trials().stream().mapToDouble(RateCurve.Trial::rate).toArray();
    double[] losses = curve.trials().stream().mapToDouble(RateCurve.Trial::loss).toArray();
    double[] smoothed = curve.trials().stream().mapToDouble(RateCurve.Trial::smoothed).toArray();
    return JsonObject.empty()
        .with("steepest", JsonNumber.orNull(curve.steepest().orElse(Double.NaN)))
        .with("tenth_of_lowest", JsonNumber.orNull(curve.tenthOfLowest().orElse(Double.NaN)))
        .with("diverged", curve.diverged())
        .with("rates", JsonArray.of(rates))
        .with("losses", JsonArray.of(losses))
        .with("smoothed", JsonArray.of(smoothed))
        .with("pictures", JsonArray.ofStrings(files.stream().map(Path::toString).toList()));
  }
}
