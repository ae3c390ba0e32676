package fovea.experiment.page;

import fovea.experiment.Run;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a run learned from and was judged by, and what is wrong with it. */
record DataSection(Run run, DataFacts facts) {
  private static final int CLASSES = 200;

  Section section() {
    List<Block> blocks = new ArrayList<>();
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    setting("data").ifPresent(data -> entries.add(Map.entry("learned from", data)));
    if (facts.parts().stream().noneMatch(part -> part.name().equals("training"))) {
      setting("examples")
          .ifPresent(examples -> entries.add(Map.entry("training examples", examples)));
    }
    for (DataCounts part : facts.parts()) {
      String about = part.description().isEmpty() ? "" : " (" + part.description() + ")";
      entries.add(Map.entry(part.name(), Numbers.count(part.size()) + " pictures" + about));
    }
    if (!entries.isEmpty()) {
      blocks.add(new Block.KeyValues(entries));
    }
    if (!facts.parts().isEmpty()) {
      blocks.add(counts());
    }
    facts.remarks().forEach(remark -> blocks.add(new Block.Paragraph(remark)));
    if (blocks.isEmpty()) {
      blocks.add(new Block.Paragraph("The run does not say what it was trained on."));
    }
    return new Section("Data", blocks);
  }

  private Optional<String> setting(String name) {
    return run.settings().json().find(name).map(Settings::text);
  }

  private Block counts() {
    List<String> classes = facts.parts().getFirst().classes();
    List<String> header = new ArrayList<>(List.of("class"));
    facts.parts().forEach(part -> header.add(part.name()));
    List<List<String>> rows =
        IntStream.range(0, Math.min(CLASSES, classes.size())).mapToObj(this::row).toList();
    String caption =
        classes.size() > CLASSES
            ? "pictures of the first " + CLASSES + " of " + classes.size() + " classes"
            : "pictures of each class";
    Block table = new Block.Table(caption, header, rows);
    return classes.size() > 20
        ? new Block.Details("Pictures of each class", List.of(table))
        : table;
  }

  private List<String> row(int label) {
    List<String> row = new ArrayList<>(List.of(facts.parts().getFirst().classes().get(label)));
    facts
        .parts()
        .forEach(
            part ->
                row.add(
                    label < part.counts().size() ? Numbers.count(part.counts().get(label)) : "–"));
    return row;
  }
}
