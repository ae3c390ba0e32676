package fovea.csv;

import fovea.data.pixels.DataException;
import java.util.List;

/** Reads the numbers that a network is to give for the photo of a line. */
interface TargetReader {

  /** What the numbers are called. */
  List<String> names();

  /**
   * The numbers of a line.
   *
   * @throws DataException if a field has none
   */
  List<Float> read(CsvTable.Row row);
}
