package fovea.report.page;

import fovea.report.picture.ReportException;
import fovea.report.picture.ReportFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A report as one HTML file that holds everything it shows: a browser asks for nothing else.
 *
 * @param title what the report is about
 * @param lead what the reader is to know first; may be empty
 * @param sections from top to bottom
 */
public record Page(String title, String lead, List<Section> sections) {

  /** Copies the list. */
  public Page {
    sections = List.copyOf(sections);
  }

  /** What the report says, from top to bottom. */
  public Page(String title, String lead, Section... sections) {
    this(title, lead, List.of(sections));
  }

  /** The content of the file. */
  public String html() {
    return PageWriter.html(this);
  }

  /**
   * Writes the file. A folder that is missing is made.
   *
   * @throws ReportException if the name does not end in {@code .html} or the file cannot be
   *     written; an old file is then untouched
   */
  public void save(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      throw new ReportException(
          file.toString(), "expected a name that ends in .html", "Change the name");
    }
    ReportFile.write(file, html());
  }
}
