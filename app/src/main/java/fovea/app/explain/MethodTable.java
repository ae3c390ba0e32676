package fovea.app.explain;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The methods, for people and for programs. */
final class MethodTable {
  private static final Table TABLE =
      Table.of(Column.text("method"), Column.text("looks at"), Column.text("shows"));

  private MethodTable() {}

  /** A line for each. */
  static String text() {
    List<List<String>> rows = new ArrayList<>();
    for (ExplainMethod method : ExplainMethods.all()) {
      rows.add(List.of(method.name(), object(method), method.summary()));
    }
    return TABLE.render(rows);
  }

  /** An object for each. */
  static JsonArray json() {
    List<JsonValue> methods = new ArrayList<>();
    for (ExplainMethod method : ExplainMethods.all()) {
      methods.add(
          JsonObject.empty()
              .with("method", method.name())
              .with("looks_at", object(method))
              .with("shows", method.summary())
              .with("options", JsonArray.ofStrings(method.options().stream().sorted().toList())));
    }
    return new JsonArray(methods);
  }

  private static String object(ExplainMethod method) {
    return switch (method.look()) {
      case Look.AtPictures _ -> "pictures";
      case Look.AtModel _ -> "network";
      case Look.AtData _ -> "data";
    };
  }
}
