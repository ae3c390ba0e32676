package fovea.experiment.compare;

import java.util.List;
import java.util.Optional;

/**
 * A setting and what each run has for it.
 *
 * @param path of its name, such as {@code optimizer.rate}
 * @param name a short one, such as {@code rate}
 * @param values of the runs in their order; empty for a run that has none
 */
public record SettingColumn(String path, String name, List<Optional<String>> values) {

  /** What stands for a value that there is none of. */
  public static final String NOTHING = "-";

  /** Copies the list. */
  public SettingColumn {
    values = List.copyOf(values);
  }

  /** Whether it is about how pictures are changed at random. */
  public boolean isAugmentation() {
    return path.contains("augmentation");
  }

  /** The value of a run, or a dash. */
  public String text(int run) {
    return values.get(run).orElse(NOTHING);
  }

  SettingColumn named(String other) {
    return new SettingColumn(path, other, values);
  }
}
