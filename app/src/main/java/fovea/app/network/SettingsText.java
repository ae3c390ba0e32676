package fovea.app.network;

import fovea.app.session.Session;
import fovea.hub.settings.OpenSetting;
import fovea.hub.settings.OpenSetting.Decision;
import fovea.hub.settings.OpenSetting.SettingOption;
import fovea.hub.settings.OpenSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a file leaves open, as users see it: a line for each way in which something was decided. */
public final class SettingsText {
  private SettingsText() {}

  /** Says it, if there is anything to be said. */
  public static void say(Session session, OpenSettings settings) {
    if (!settings.all().isEmpty()) {
      session.say(String.join("\n", lines(settings.all())));
    }
  }

  /** For a page: each setting, its value, and why it has that. */
  public static List<Map.Entry<String, String>> entries(OpenSettings settings) {
    return settings.all().stream()
        .map(
            setting ->
                Map.entry(
                    setting.name(), setting.value() + " (" + setting.decision().reason() + ")"))
        .toList();
  }

  private static List<String> lines(List<OpenSetting> settings) {
    Map<Decision, List<OpenSetting>> groups = new LinkedHashMap<>();
    settings.forEach(
        setting -> groups.computeIfAbsent(setting.decision(), _ -> new ArrayList<>()).add(setting));
    List<String> lines = new ArrayList<>();
    lines.add("left open by the file:");
    groups.forEach(
        (decision, group) -> {
          String values =
              group.stream()
                  .map(setting -> setting.name() + " " + setting.value())
                  .collect(Collectors.joining(", "));
          lines.add("  " + values + ": " + decision.reason() + options(group));
        });
    return lines;
  }

  /** How to set what nothing has decided. */
  private static String options(List<OpenSetting> group) {
    String options =
        group.stream()
            .filter(OpenSetting::isOpen)
            .map(setting -> option(setting.option()))
            .distinct()
            .collect(Collectors.joining(", "));
    return options.isEmpty() ? "" : "; set by " + options;
  }

  private static String option(SettingOption option) {
    String name =
        switch (option.kind()) {
          case ARCHITECTURE -> "--arch";
          case PREPROCESSING -> "--preprocessing";
          case LABELS -> "--labels";
        };
    return name + " " + option.example();
  }
}
