package fovea.hub.settings;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.util.Locale;

/**
 * Something that the file of a model leaves open, the value that was taken for it, and why.
 *
 * @param name such as {@code padding}, {@code epsilon} or {@code input size}
 * @param value that was taken
 * @param decision how it was decided
 * @param option that sets it
 */
public record OpenSetting(String name, String value, Decision decision, SettingOption option) {

  /** What a decision is based on. */
  public enum Basis {
    /** The user has said so. */
    GIVEN,
    /** The file, or its kind, is known. */
    KNOWN_FILE,
    /** The running statistics of norms fit photos with one value and not with others. */
    STATISTICS,
    /** Labelled photos are told apart better with one value than with others. */
    LABELS,
    /** Nothing tells: it is the usual value. */
    USUAL
  }

  /**
   * How a value was decided.
   *
   * @param basis of the decision
   * @param reason in words, such as {@code "by the statistics of 52 norms over 24 photos: 0.12
   *     against 0.31"}
   */
  public record Decision(Basis basis, String reason) {

    /** By what the user has said. */
    public static Decision given() {
      return new Decision(Basis.GIVEN, "as given");
    }

    /** By the hash of a file that somebody has published. */
    public static Decision knownFile(String published) {
      return new Decision(Basis.KNOWN_FILE, "known file by its hash, " + published);
    }

    /** The usual value, since nothing tells. */
    public static Decision usual() {
      return new Decision(Basis.USUAL, "usual value, still open");
    }
  }

  /**
   * The option that sets a value.
   *
   * @param kind which one
   * @param example a value of the option
   */
  public record SettingOption(Kind kind, String example) {

    /** The options that say what a file does not; see {@link fovea.hub.ModelOptions}. */
    public enum Kind {
      /** The network. */
      ARCHITECTURE,
      /** The preprocessing. */
      PREPROCESSING,
      /** The names of the classes. */
      LABELS
    }
  }

  /** Whether nothing has decided it. */
  public boolean isOpen() {
    return decision.basis() == Basis.USUAL;
  }

  /** The same setting with another value. */
  OpenSetting decided(String other, Decision reason) {
    return new OpenSetting(name, other, reason, option);
  }

  /** For programs, and for the provenance of a model; {@link #fromJson} reads it back. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("name", name)
        .with("value", value)
        .with("basis", decision.basis().name().toLowerCase(Locale.ROOT))
        .with("reason", decision.reason())
        .with("option", option.kind().name().toLowerCase(Locale.ROOT))
        .with("example", option.example());
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  public static OpenSetting fromJson(JsonObject json) {
    return new OpenSetting(
        json.string("name"),
        json.string("value"),
        new Decision(constant(Basis.class, json.string("basis")), json.string("reason")),
        new SettingOption(
            constant(SettingOption.Kind.class, json.string("option")), json.string("example")));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw new FormatException(
        "settings",
        "expected a " + type.getSimpleName() + ", found " + FormatException.excerpt(text),
        "Get or save the model again");
  }
}
