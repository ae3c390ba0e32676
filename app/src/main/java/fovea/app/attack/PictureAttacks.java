package fovea.app.attack;

import fovea.app.console.Column;
import fovea.app.console.ControlText;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.result.ResultNames;
import fovea.app.session.Session;
import fovea.error.UserException;
import fovea.explain.adversarial.AdversarialExample;
import fovea.explain.adversarial.AdversarialExamples;
import fovea.explain.adversarial.AttackTexts;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.Prediction;
import fovea.report.page.Block;
import fovea.report.page.Section;
import fovea.train.adversarial.Attack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Attacks single pictures. */
record PictureAttacks(Session session, Model model, AttackReport report, long seed) {
  private static final List<String> HEADER =
      List.of("attack", "before", "after", "as saved in bytes");
  private static final Table TABLE =
      Table.of(
          Column.text("picture"),
          Column.text("attack"),
          Column.text("before"),
          Column.text("after"),
          Column.text("as saved in bytes"));

  /** An attack on a picture, and its files. */
  private record Done(AdversarialExample example, String name, JsonObject json) {}

  /** Attacks each picture by each attack; one that cannot be read is told of and left out. */
  JsonObject of(List<Path> pictures, List<Attack> attacks, Optional<String> target) {
    AdversarialExamples examples = AdversarialExamples.of(model).seed(seed);
    AdversarialExamples asked = target.map(examples::target).orElse(examples);
    List<String> stems = ResultNames.stems(pictures);
    List<JsonValue> json = new ArrayList<>();
    List<Section> sections = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      PictureInput picture = PictureInput.of(pictures.get(i));
      try {
        List<Done> done = new ArrayList<>();
        for (Attack attack : attacks) {
          done.add(written(asked.attack(attack).of(picture), stems.get(i)));
        }
        done.forEach(each -> rows.add(row(each)));
        sections.add(section(done));
        json.addAll(done.stream().map(Done::json).toList());
      } catch (UserException e) {
        session.report(e);
      }
    }
    JsonObject result =
        JsonObject.empty().with("model", model.source()).with("examples", new JsonArray(json));
    if (sections.isEmpty()) {
      return result;
    }
    String title = "How little it takes " + model.card().blueprint().name() + " to err";
    JsonObject shown = report.page(model, title, sections, result);
    session.result("");
    session.result(TABLE.render(rows));
    return shown;
  }

  private Done written(AdversarialExample example, String stem) {
    Attack attack = example.asked().attack();
    String name =
        String.format(Locale.ROOT, "%s-%s-%s", stem, name(attack), (float) attack.epsilon());
    Path figure = report.write(name, example.figure());
    Path picture = report.write(name + "-picture", example.savedPicture());
    Path noise = report.write(name + "-noise", example.noisePicture());
    JsonObject json =
        JsonObject.empty()
            .with("picture", example.before().name())
            .with("attack", Attack.codecs().write(attack))
            .with("before", json(example.first()))
            .with("after", json(example.second()))
            .with("after_saving", json(example.saved().predictions().best()))
            .with("fooled", example.isFooled())
            .with("fooled_after_saving", example.isFooledBySaved())
            .with("largest_change", example.noise().largest())
            .with("figure", figure.toString())
            .with("changed_picture", picture.toString())
            .with("noise", noise.toString());
    return new Done(example, name, json);
  }

  private static String name(Attack attack) {
    return attack.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static JsonObject json(Prediction prediction) {
    return JsonObject.empty()
        .with("class", prediction.name())
        .with("probability", prediction.probability());
  }

  private static List<String> row(Done done) {
    List<String> row = new ArrayList<>();
    row.add(ControlText.line(done.example().before().name()));
    row.addAll(cells(done));
    return row;
  }

  private static List<String> cells(Done done) {
    AdversarialExample example = done.example();
    return List.of(
        AttackTexts.whole(example.asked().attack()),
        cell(example.first()),
        cell(example.second()) + (example.isFooled() ? "" : " (not fooled)"),
        cell(example.saved().predictions().best()));
  }

  private static String cell(Prediction prediction) {
    return ControlText.line(prediction.name()) + " " + Quantity.percent(prediction.probability());
  }

  private static Section section(List<Done> done) {
    List<Block> blocks = new ArrayList<>();
    for (Done each : done) {
      blocks.add(
          new Block.FigureBlock(
              each.example().figure(),
              "picture, what was added, and the result",
              "%s; the result alone is %s-picture.png"
                  .formatted(AttackTexts.whole(each.example().asked().attack()), each.name())));
    }
    blocks.add(
        new Block.Table(
            "What the model says", HEADER, done.stream().map(PictureAttacks::cells).toList()));
    return new Section(done.getFirst().example().before().name(), blocks);
  }
}
