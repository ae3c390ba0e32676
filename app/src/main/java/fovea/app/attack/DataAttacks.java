package fovea.app.attack;

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
import fovea.hub.ModelEvaluator;
import fovea.train.adversarial.Attack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Attacks pictures of a data set, more and more, and measures what is left of the accuracy. */
record DataAttacks(Session session, AttackReport report, long seed) {
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
    var results = new RobustnessResults(first.pictures(), curves);
    report.write("accuracy", results.figure());
    JsonObject json = json(first, List.copyOf(all.values()));
    JsonObject whole =
        report.page(first.model(), results.title(), List.of(results.section()), json);
    session.result("");
    session.result(results.table());
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
    requireModelClasses(loaded, pictures);
    Robustness usual = Robustness.of(loaded).attacks(wish.attacks()).seed(seed);
    Robustness wanted = wish.epsilons().isEmpty() ? usual : usual.epsilons(wish.epsilons());
    try (var bar = new StepBar(session, "attacking " + name)) {
      return new Measured(loaded, pictures, bar.hear(() -> wanted.of(pictures)));
    }
  }

  private static void requireModelClasses(Model model, PictureSet pictures) {
    try {
      ModelEvaluator.of(model, pictures);
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

  /** The first model as if it were alone, the others beside it. */
  private static JsonObject json(Measured first, List<Measured> all) {
    JsonObject json =
        json(first)
            .with("data", first.pictures().name())
            .with("pictures", first.curve().pictures())
            .with("epsilons", numbers(first.curve().epsilons()));
    List<JsonValue> others = all.stream().skip(1).<JsonValue>map(DataAttacks::json).toList();
    return others.isEmpty() ? json : json.with("beside", new JsonArray(others));
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
