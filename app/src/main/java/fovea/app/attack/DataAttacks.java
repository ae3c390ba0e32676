package fovea.app.attack;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.explain.result.StepBar;
import fovea.app.network.SettingsText;
import fovea.app.predict.TestPictures;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.data.PictureSet;
import fovea.data.photo.PhotoSet;
import fovea.explain.adversarial.Robustness;
import fovea.explain.adversarial.RobustnessCurve;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.report.chart.LineChart;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.page.Block;
import fovea.report.page.Section;
import fovea.train.adversarial.Attack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Attacks pictures of a data set, more and more, and measures what is left of the accuracy. */
record DataAttacks(Session session, AttackReport report, long seed) {
  private static final String NOTE =
      "Each picture is changed away from its class by attacks on the model itself. Other attacks"
          + " may be stronger: the figures are an upper bound of what a model bears.";

  /**
   * What is done.
   *
   * @param most pictures that are attacked
   * @param epsilons for which; those of the library where there are none
   */
  record Wish(TestPictures data, int most, List<Attack> attacks, List<Double> epsilons) {}

  /** A model that was measured. */
  private record Measured(Model model, PictureSet pictures, RobustnessCurve curve) {}

  /**
   * Measures models on the same pictures.
   *
   * @param models by their names, one or more
   */
  JsonObject of(SequencedMap<String, Model> models, Wish wish) {
    session.sayDevice();
    session.stopInGoodOrder();
    SequencedMap<String, Measured> all = new LinkedHashMap<>();
    models.forEach((name, model) -> all.put(name, measured(name, model, wish)));
    SequencedMap<String, RobustnessCurve> curves = new LinkedHashMap<>();
    all.forEach((name, each) -> curves.put(name, each.curve()));
    Measured first = all.firstEntry().getValue();
    boolean alone = all.size() == 1;
    LineChart chart = alone ? first.curve().chart() : RobustnessCurve.chart(curves);
    Figure figure =
        Figures.padded(
            16,
            Figures.titled(
                "Accuracy under attack",
                "%s on %s pictures of %s"
                    .formatted(
                        String.join(", ", models.sequencedKeySet()),
                        Quantity.count(first.curve().pictures()),
                        first.pictures().name()),
                chart.figure()));
    report.write("accuracy", figure);
    List<String> header = new ArrayList<>(List.of("epsilon"));
    curves.forEach(
        (name, curve) ->
            curve.attacks().stream()
                .map(attack -> alone ? attack.name() : name + ": " + attack.name())
                .forEach(header::add));
    List<List<String>> rows = rows(List.copyOf(curves.values()));
    List<Block> blocks =
        List.of(
            new Block.FigureBlock(figure, "accuracy under attack, by epsilon", ""),
            new Block.Table("Accuracy", header, rows),
            new Block.Paragraph(NOTE));
    List<JsonValue> others =
        all.values().stream().skip(1).<JsonValue>map(DataAttacks::json).toList();
    JsonObject json =
        json(first)
            .with("data", first.pictures().name())
            .with("pictures", first.curve().pictures())
            .with("epsilons", numbers(first.curve().epsilons()));
    JsonObject whole =
        report.page(
            first.model(),
            "What " + String.join(" and ", models.sequencedKeySet()) + (alone ? " bears" : " bear"),
            List.of(new Section("Accuracy under attack", blocks)),
            alone ? json : json.with("beside", new JsonArray(others)));
    session.result("");
    session.result(
        Table.of(header.stream().map(Column::number).toArray(Column[]::new)).render(rows));
    return whole;
  }

  private Measured measured(String name, Model model, Wish wish) {
    PictureSet all = wish.data().load(session, model);
    requireClasses(all);
    Model loaded = model.decideByClasses(all, seed);
    SettingsText.say(session, loaded.settings());
    boolean whole = wish.most() >= all.size();
    PictureSet pictures = whole ? all : all.split((double) wish.most() / all.size(), seed).first();
    session.say("%s on %s".formatted(loaded.source(), pictures.info().description()));
    Robustness usual = Robustness.of(loaded).attacks(wish.attacks()).seed(seed);
    Robustness wanted = wish.epsilons().isEmpty() ? usual : usual.epsilons(wish.epsilons());
    try (var bar = new StepBar(session, "attacking " + name)) {
      return new Measured(loaded, pictures, bar.hear(() -> wanted.of(pictures)));
    } catch (FoveaException e) {
      throw new UsageException("--data", e);
    }
  }

  private static void requireClasses(PictureSet pictures) {
    if (pictures instanceof PhotoSet photos && photos.hasTargets()) {
      throw new UsageException(
          "--data",
          "expected pictures of one class each, found " + pictures.info().description(),
          "name a data set, or a folder of photos with a sub-folder for each class");
    }
  }

  /** A row for each epsilon, that of pictures as they are first. */
  private static List<List<String>> rows(List<RobustnessCurve> curves) {
    List<List<String>> rows = new ArrayList<>();
    List<String> clean = new ArrayList<>(List.of("0"));
    curves.forEach(
        curve -> curve.attacks().forEach(_ -> clean.add(Quantity.percent(curve.clean()))));
    rows.add(clean);
    List<Double> epsilons = curves.getFirst().epsilons();
    for (int i = 0; i < epsilons.size(); i++) {
      List<String> row = new ArrayList<>(List.of(Quantity.rounded(epsilons.get(i))));
      for (RobustnessCurve curve : curves) {
        for (RobustnessCurve.Attacked attack : curve.attacks()) {
          row.add(Quantity.percent(attack.accuracies().get(i)));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonObject json(Measured measured) {
    List<JsonValue> attacks = new ArrayList<>();
    for (RobustnessCurve.Attacked attack : measured.curve().attacks()) {
      attacks.add(
          JsonObject.empty()
              .with("attack", attack.name())
              .with("accuracies", numbers(attack.accuracies())));
    }
    return JsonObject.empty()
        .with("model", measured.model().source())
        .with("accuracy", measured.curve().clean())
        .with("attacks", new JsonArray(attacks));
  }

  private static JsonArray numbers(List<Double> numbers) {
    return new JsonArray(
        numbers.stream().<JsonValue>map(number -> JsonNumber.orNull(number)).toList());
  }
}
