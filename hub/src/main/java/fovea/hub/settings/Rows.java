package fovea.hub.settings;

import fovea.graph.type.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Tables {@code [n, c]} of numbers, a row for each photo. */
final class Rows {
  private Rows() {}

  /** All rows of {@code parts}, one part after the other. */
  static HostBuffer joined(List<HostBuffer> parts) {
    int rows = parts.stream().mapToInt(part -> part.type().shape().dim(0)).sum();
    HostBuffer first = parts.getFirst();
    HostBuffer all = HostBuffer.allocate(first.type().with(first.type().shape().with(0, rows)));
    long place = 0;
    for (HostBuffer part : parts) {
      MemorySegment.copy(part.data(), 0, all.data(), place, part.data().byteSize());
      place += part.data().byteSize();
    }
    return all;
  }

  /** Column {@code column}, averaged over {@code rows}. */
  static double mean(HostBuffer table, int[] rows, int column) {
    int columns = table.type().shape().dim(1);
    double sum = 0;
    for (int row : rows) {
      sum += table.at((long) row * columns + column);
    }
    return sum / rows.length;
  }

  /** The numbers of a row. */
  static double[] row(HostBuffer table, int row) {
    int columns = table.type().shape().dim(1);
    double[] values = new double[columns];
    for (int c = 0; c < columns; c++) {
      values[c] = table.at((long) row * columns + c);
    }
    return values;
  }
}
