package fovea.app.attack;

import fovea.app.network.SettingsText;
import fovea.app.result.ResultFolder;
import fovea.app.session.Session;
import fovea.format.JsonObject;
import fovea.hub.Model;
import fovea.hub.Version;
import fovea.report.figure.Figure;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.report.picture.Bitmap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what attacks have brought: files, and a page of all.
 *
 * @param command what was typed
 */
record AttackReport(Session session, ResultFolder folder, String command) {
  private static final double SCALE = 1.5;

  /** Writes a drawing. */
  Path write(String name, Figure figure) {
    return write(name, figure.bitmap(SCALE));
  }

  /** Writes a picture, a pixel for each of its places. */
  Path write(String name, Bitmap bitmap) {
    Path file = folder.file(name + ".png");
    bitmap.save(file);
    session.result(file.toString());
    return file;
  }

  /** Writes the page, and names it in {@code json}. */
  JsonObject page(Model model, String title, List<Section> sections, JsonObject json) {
    List<Section> all = new ArrayList<>(sections);
    all.add(new Section("The same again", new Block.CommandLine(command)));
    all.add(new Section("Model", about(model)));
    Path file = folder.file("index.html");
    new Page(title, model.source(), all).save(file);
    session.result(file.toString());
    return json.with("page", file.toString()).with("settings", model.settings().toJson());
  }

  private static Block about(Model model) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("file", model.source()));
    entries.add(Map.entry("network", model.card().blueprint().name()));
    entries.add(Map.entry("input", model.preprocessing().input().toString()));
    entries.addAll(SettingsText.entries(model.settings()));
    entries.add(Map.entry("made by", "fovea " + Version.current()));
    return new Block.KeyValues(entries);
  }
}
