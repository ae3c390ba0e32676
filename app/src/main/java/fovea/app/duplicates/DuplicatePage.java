package fovea.app.duplicates;

import fovea.app.console.Quantity;
import fovea.app.duplicates.FoundGroup.Harm;
import fovea.app.result.PhotoThumbnail;
import fovea.data.picture.PictureFile;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Photos that show the same, side by side on one page. */
final class DuplicatePage {

  /** More would make a page that no browser likes. */
  private static final int MOST = 200;

  /** Photos that are shown of a group. */
  private static final int SHOWN = 6;

  private DuplicatePage() {}

  static Page of(String lead, List<FoundGroup> groups) {
    List<Section> sections = new ArrayList<>();
    List<FoundGroup> shown = groups.subList(0, Math.min(MOST, groups.size()));
    for (Harm harm : Harm.values()) {
      List<Block> blocks = new ArrayList<>();
      shown.stream()
          .filter(group -> group.harm() == harm)
          .forEach(
              group -> {
                blocks.add(new Block.Paragraph(text(group)));
                blocks.add(new Block.PictureGrid(thumbnails(group)));
              });
      if (!blocks.isEmpty()) {
        sections.add(new Section("Found in " + harm, blocks));
      }
    }
    String rest =
        groups.size() > MOST ? "; the first %s are shown".formatted(Quantity.count(MOST)) : "";
    return new Page("Photos that show the same", lead + rest, sections);
  }

  private static String text(FoundGroup group) {
    int left = group.files().size() - SHOWN;
    return String.format(
        Locale.ROOT,
        "%s, likeness %.3f%s",
        group.kind(),
        group.likeness(),
        left > 0 ? ", and %s more".formatted(Quantity.count(left)) : "");
  }

  private static List<Block.Thumbnail> thumbnails(FoundGroup group) {
    return group.files().stream()
        .limit(SHOWN)
        .map(file -> PhotoThumbnail.of(PictureFile.read(file), file.toString()))
        .toList();
  }
}
