package fovea.report.chart;

import fovea.report.figure.Figure;
import java.nio.file.Path;

/** Numbers that are shown as a drawing. */
public interface Chart {

  /** The drawing. */
  Figure figure();

  /**
   * Writes the drawing as a PNG file or an SVG file, by the ending of the name.
   *
   * @throws fovea.report.picture.ReportException as {@link Figure#save} does
   */
  default void save(Path file) {
    figure().save(file);
  }
}
