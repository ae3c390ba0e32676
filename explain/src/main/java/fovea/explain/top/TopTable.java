package fovea.explain.top;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The values of all patches as comma-separated text (RFC 4180), a line for each. */
final class TopTable {
  private static final String HEAD =
      "unit,rank,activation,index,picture,row,column,top,left,height,width";

  private TopTable() {}

  static String of(TopPatches top) {
    return Stream.concat(Stream.of(HEAD), top.units().stream().flatMap(TopTable::lines))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  private static Stream<String> lines(TopUnit unit) {
    List<TopPatch> patches = unit.patches();
    return IntStream.range(0, patches.size()).mapToObj(i -> line(unit.unit(), i, patches.get(i)));
  }

  private static String line(int unit, int rank, TopPatch patch) {
    FieldBox box = patch.box();
    return String.format(
        Locale.ROOT,
        "%d,%d,%s,%d,%s,%d,%d,%d,%d,%d,%d",
        unit,
        rank + 1,
        patch.activation(),
        patch.picture(),
        quoted(patch.name()),
        patch.place().row(),
        patch.place().column(),
        box.top(),
        box.left(),
        box.height(),
        box.width());
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
