package fovea.app.explain;

import fovea.app.console.Quantity;
import fovea.app.explain.result.PictureCase;
import fovea.app.network.SettingsText;
import fovea.explain.attribution.Attributions.Measure;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.FeatureLayer;
import fovea.hub.Model;
import fovea.hub.Version;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All results on one page that needs no other file. */
record ExplainPage(Model model, ExplainRequest request, List<ExplainResults.Section> sections) {
  private static final int TOP = 5;

  /** The page. */
  Page page() {
    List<Section> all = new ArrayList<>();
    sections.forEach(section -> all.add(section(section)));
    all.add(
        new Section(
            "The same again", new Block.CommandLine(request.material().written().command())));
    all.add(new Section("Model", about()));
    return new Page("What " + LayerMethods.name(model) + " looks at", lead(), all);
  }

  private String lead() {
    int pictures = (int) sections.stream().filter(each -> each.picture().isPresent()).count();
    String seen =
        pictures == 0 ? "" : Quantity.count(pictures) + (pictures == 1 ? " picture" : " pictures");
    return model.source() + (seen.isEmpty() ? "" : " · " + seen);
  }

  private static Section section(ExplainResults.Section section) {
    List<Block> blocks = new ArrayList<>();
    section
        .picture()
        .ifPresent(
            picture -> {
              picture.target().ifPresent(target -> blocks.add(asked(picture, target)));
              picture
                  .picture()
                  .predictions()
                  .warnings()
                  .forEach(warning -> blocks.add(new Block.Paragraph(warning)));
            });
    section.entries().forEach(entry -> blocks.add(figure(entry)));
    List<List<String>> measures = measures(section);
    if (!measures.isEmpty()) {
      blocks.add(new Block.Table("Measures", List.of("method", "measure", "value"), measures));
    }
    section.picture().ifPresent(picture -> blocks.addAll(predictions(picture)));
    String heading =
        section
            .picture()
            .map(picture -> picture.picture().name())
            .orElseGet(() -> section.entries().getFirst().finding().method());
    return new Section(heading, blocks);
  }

  private static Block asked(PictureCase picture, ClassTarget target) {
    return new Block.Paragraph(
        "Asked about: "
            + target.name()
            + ", which the model takes it for with "
            + Quantity.share(picture.picture().probability(target))
            + ".");
  }

  private static Block figure(ExplainResults.Entry entry) {
    Finding finding = entry.finding();
    List<String> parts = new ArrayList<>();
    parts.add(ExplainMethods.named(finding.method()).summary());
    finding.details().layer().map(FeatureLayer::toString).ifPresent(parts::add);
    parts.addAll(finding.details().notes());
    parts.add(String.valueOf(entry.file().getFileName()));
    return new Block.FigureBlock(
        finding.figure(), finding.title(), finding.method() + ": " + String.join("; ", parts));
  }

  private static List<List<String>> measures(ExplainResults.Section section) {
    List<List<String>> rows = new ArrayList<>();
    for (ExplainResults.Entry entry : section.entries()) {
      for (Measure measure : entry.finding().details().measures()) {
        rows.add(
            List.of(entry.finding().method(), measure.name(), Quantity.percent(measure.value())));
      }
    }
    return rows;
  }

  /** The likeliest classes as numbers. */
  private static List<Block> predictions(PictureCase picture) {
    List<List<String>> rows =
        picture.picture().predictions().predictions().stream()
            .limit(TOP)
            .map(
                prediction ->
                    List.of(prediction.name(), Quantity.percent(prediction.probability())))
            .toList();
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Block.Details(
                "The five likeliest classes as numbers",
                List.of(
                    new Block.Table("Likeliest classes", List.of("class", "probability"), rows))));
  }

  private List<Block> about() {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("file", model.source()));
    entries.add(Map.entry("network", LayerMethods.name(model)));
    entries.add(Map.entry("classes", Quantity.count(model.classes().size())));
    entries.add(Map.entry("input", model.preprocessing().input().toString()));
    entries.addAll(SettingsText.entries(model.settings()));
    entries.add(Map.entry("made by", "fovea " + Version.current()));
    entries.add(Map.entry("Java", Runtime.version().toString()));
    return List.of(new Block.KeyValues(entries));
  }
}
