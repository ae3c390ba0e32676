package fovea.app.network;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.hub.MappedTensor;
import java.util.List;

/** Shows what becomes of each tensor of a file. */
final class MappingTable {

  private static final Table TABLE =
      Table.of(
          Column.text("in the file"),
          Column.text("in the network"),
          Column.text("shape"),
          Column.text("what becomes of it"));

  private MappingTable() {}

  static String of(List<MappedTensor> mapping) {
    return TABLE.render(
        mapping.stream()
            .map(row -> List.of(row.from(), row.to(), row.shape(), row.outcome()))
            .toList());
  }
}
