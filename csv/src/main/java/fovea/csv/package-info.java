/** Tables of texts as data sets: {@link fovea.csv.CsvTable}. */
@NullMarked
package fovea.csv;

import org.jspecify.annotations.NullMarked;
