/** Tables of texts (CSV) as data sets; apart from the core because it needs a library, FastCSV. */
module fovea.csv {
  requires static org.jspecify;
  requires transitive fovea.data;
  requires de.siegmar.fastcsv;

  exports fovea.csv;
}
