package fovea.explain.top;

import fovea.report.figure.Figure;
import fovea.report.page.Page;
import fovea.report.picture.ReportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written of a search for patches: values, sheets and a page.
 *
 * @param top what was found
 * @param model name of the network
 */
public record TopReport(TopPatches top, String model) {

  /** The values as comma-separated text (RFC 4180), a line for each patch, after one of names. */
  public String table() {
    return TopTable.of(top);
  }

  /** Sheets of patches with their projections, each for some of the units. */
  public List<Figure> sheets() {
    return new TopSheets(top, model).figures();
  }

  /** A page with all of it, of some megabytes. */
  public Page page() {
    return new TopPage(top, model).page();
  }

  /**
   * Writes {@code name.csv}, {@code name.html} and the sheets: {@code name.png}, or {@code
   * name-1.png} and so on if there are several. Old files of these names are replaced.
   *
   * @param name of the files, without an ending
   * @return the files, in this order
   * @throws fovea.report.picture.ReportException if one cannot be written
   */
  public List<Path> save(Path folder, String name) {
    List<Path> files = new ArrayList<>();
    Path table = folder.resolve(name + ".csv");
    ReportFile.write(table, table());
    files.add(table);
    Path page = folder.resolve(name + ".html");
    page().save(page);
    files.add(page);
    List<Figure> sheets = sheets();
    for (int i = 0; i < sheets.size(); i++) {
      Path sheet = folder.resolve(name + (sheets.size() == 1 ? "" : "-" + (i + 1)) + ".png");
      sheets.get(i).save(sheet);
      files.add(sheet);
    }
    return files;
  }
}
