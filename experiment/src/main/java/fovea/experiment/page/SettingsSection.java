package fovea.experiment.page;

import fovea.experiment.Run;
import fovea.format.JsonObject;
import fovea.model.ModelFile;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** With what a run was made, and how to do it again. */
record SettingsSection(Run run, RunFiles files) {

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    files
        .command()
        .ifPresent(
            command ->
                sections.add(new Section("Reproduce this run", new Block.CommandLine(command))));
    List<Map.Entry<String, String>> settings = Settings.flat(run.settings().json());
    JsonObject provenance =
        Files.exists(run.folder().model())
            ? ModelFile.read(run.folder().model()).card().provenance()
            : JsonObject.empty();
    List<Map.Entry<String, String>> origin = new ArrayList<>(Settings.flat(files.origin()));
    Settings.flat(provenance).stream()
        .filter(entry -> !entry.getKey().startsWith("training."))
        .filter(entry -> !entry.getKey().equals("members"))
        .forEach(origin::add);
    List<Block> blocks = new ArrayList<>();
    // Members of members say in detail what was asked for, of which the settings are the outcome.
    List<Map.Entry<String, String>> first =
        origin.stream().filter(entry -> !entry.getKey().contains(".")).toList();
    List<Map.Entry<String, String>> more =
        origin.stream().filter(entry -> entry.getKey().contains(".")).toList();
    if (!first.isEmpty()) {
      blocks.add(new Block.KeyValues(first));
    }
    blocks.add(folded("settings of the training", settings));
    if (!more.isEmpty()) {
      blocks.add(folded("entries about options and environment", more));
    }
    sections.add(new Section("Settings", blocks));
    return sections;
  }

  private static Block folded(String what, List<Map.Entry<String, String>> entries) {
    return new Block.Details(
        "All " + Numbers.count(entries.size()) + " " + what, List.of(new Block.KeyValues(entries)));
  }
}
