package fovea.app.augment;

import fovea.app.console.ControlText;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.session.Session;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.error.UserException;
import fovea.explain.show.Bitmaps;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws variants of pictures, and writes them. */
final class AugmentRun {
  /** Pixels for each unit of the sheet. */
  private static final double SCALE = 1.5;

  private final Session session;
  private final Drawn drawn;
  private final ResultFolder folder;

  AugmentRun(Session session, Drawn drawn, ResultFolder folder) {
    this.session = session;
    this.drawn = drawn;
    this.folder = folder;
  }

  /** Writes each variant, or all on one sheet; a picture that cannot be read is left out. */
  JsonObject run(List<Path> pictures, boolean preview) {
    var sheet = new VariantSheet(drawn, pictures.size());
    List<String> stems = ResultNames.stems(pictures);
    List<JsonValue> told = new ArrayList<>();
    for (int i = 0; i < stems.size(); i++) {
      Path file = pictures.get(i);
      try {
        Picture picture = read(file);
        List<Picture> variants = drawn.variants(picture, i);
        JsonObject json = JsonObject.empty().with("file", file.toString());
        if (preview) {
          sheet.add(stems.get(i), picture, variants);
          told.add(json);
        } else {
          told.add(json.with("variants", JsonArray.ofStrings(write(stems.get(i), variants))));
        }
      } catch (UserException e) {
        session.report(e);
      }
    }
    JsonObject json =
        JsonObject.empty()
            .with("augmentation", drawn.pipeline().toJson())
            .with("seed", drawn.seed())
            .with("pictures", new JsonArray(told));
    if (!preview || told.isEmpty()) {
      return json;
    }
    Path file = folder.file("contact-sheet.png");
    sheet.figure().bitmap(SCALE).save(file);
    session.result(file.toString());
    return json.with("contact_sheet", file.toString());
  }

  private Picture read(Path file) {
    DecodedPicture decoded = PictureFile.decode(file);
    String name = ControlText.line(file.toString());
    decoded.warnings().forEach(warning -> session.say(name + ": " + warning));
    return decoded.picture();
  }

  private List<String> write(String stem, List<Picture> variants) {
    List<String> files = new ArrayList<>();
    for (Picture variant : variants) {
      Path file = folder.file(stem + "-" + (files.size() + 1) + ".png");
      Bitmaps.of(variant).save(file);
      session.result(file.toString());
      files.add(file.toString());
    }
    return files;
  }
}
