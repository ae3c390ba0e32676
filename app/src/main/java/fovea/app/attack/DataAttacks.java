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
import fovea.explain.adversarial.Robustness;
import fovea.explain.adversarial.RobustnessCurve;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.report.figure.Figure;
import fovea.report.page.Block;
import fovea.report.page.Section;
import fovea.train.adversarial.Attack;
import java.util.ArrayList;
import java.util.List;

/** Attacks pictures of a data set, more and more, and measures what is left of the accuracy. */
record DataAttacks(Session session, Model model, AttackReport report, long seed) {
  private static final String NOTE =
      "Each picture is changed away from its class by attacks on this model itself. Other attacks"
          + " may be stronger: the figures are an upper bound of what the model bears.";

  /**
   * Measures the model.
   *
   * @param most pictures that are attacked
   * @param epsilons for which; those of the library where there are none
   */
  JsonObject of(TestPictures data, int most, List<Attack> attacks, List<Double> epsilons) {
    PictureSet all = data.load(session, model);
    Model loaded = model.decideByClasses(all, seed);
    SettingsText.say(session, loaded.settings());
    PictureSet pictures =
        most < all.size() ? all.split((double) most / all.size(), seed).first() : all;
    session.sayDevice();
    session.say("%s on %s".formatted(loaded.source(), pictures.info().description()));
    Robustness usual = Robustness.of(loaded).attacks(attacks).seed(seed);
    Robustness wanted = epsilons.isEmpty() ? usual : usual.epsilons(epsilons);
    RobustnessCurve curve = measured(wanted, pictures);
    Figure figure =
        curve.figure(
            "Accuracy under attack",
            loaded.card().blueprint().name() + " on " + pictures.info().description());
    report.write("accuracy", figure);
    List<String> header = new ArrayList<>(List.of("epsilon"));
    curve.attacks().forEach(attack -> header.add(attack.name()));
    List<Block> blocks =
        List.of(
            new Block.FigureBlock(figure, "accuracy under attack, by epsilon", ""),
            new Block.Table("Accuracy", header, rows(curve)),
            new Block.Paragraph(NOTE));
    JsonObject json =
        report.page(
            loaded,
            "What " + loaded.card().blueprint().name() + " bears",
            List.of(new Section("Accuracy under attack", blocks)),
            json(loaded, pictures, curve));
    session.result("");
    session.result(
        Table.of(header.stream().map(title -> Column.number(title)).toArray(Column[]::new))
            .render(rows(curve)));
    return json;
  }

  private RobustnessCurve measured(Robustness robustness, PictureSet pictures) {
    session.stopInGoodOrder();
    try (var bar = new StepBar(session, "attacking")) {
      return bar.hear(() -> robustness.of(pictures));
    } catch (FoveaException e) {
      throw new UsageException("--data", e);
    }
  }

  /** That of clean pictures first. */
  private static List<List<String>> rows(RobustnessCurve curve) {
    List<List<String>> rows = new ArrayList<>();
    List<String> clean = new ArrayList<>(List.of("0"));
    curve.attacks().forEach(_ -> clean.add(Quantity.percent(curve.clean())));
    rows.add(clean);
    for (int i = 0; i < curve.epsilons().size(); i++) {
      List<String> row = new ArrayList<>(List.of(Quantity.rounded(curve.epsilons().get(i))));
      for (RobustnessCurve.Attacked attack : curve.attacks()) {
        row.add(Quantity.percent(attack.accuracies().get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonObject json(Model model, PictureSet pictures, RobustnessCurve curve) {
    List<JsonValue> attacks = new ArrayList<>();
    for (RobustnessCurve.Attacked attack : curve.attacks()) {
      attacks.add(
          JsonObject.empty()
              .with("attack", attack.name())
              .with("accuracies", numbers(attack.accuracies())));
    }
    return JsonObject.empty()
        .with("model", model.source())
        .with("data", pictures.name())
        .with("pictures", curve.pictures())
        .with("accuracy", curve.clean())
        .with("epsilons", numbers(curve.epsilons()))
        .with("attacks", new JsonArray(attacks));
  }

  private static JsonArray numbers(List<Double> numbers) {
    return new JsonArray(
        numbers.stream().<JsonValue>map(number -> JsonNumber.orNull(number)).toList());
  }
}
