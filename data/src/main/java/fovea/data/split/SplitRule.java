package fovea.data.split;

import fovea.format.JsonObject;

/**
 * How examples are split.
 *
 * @param shares of the parts
 * @param grouping what stays together
 * @param seed decides which example is in which part
 */
public record SplitRule(SplitShares shares, Grouping grouping, long seed) {

  /** Nothing is split. */
  public static final SplitRule NONE = new SplitRule(new SplitShares(), 0);

  /** Without groups. */
  public SplitRule(SplitShares shares, long seed) {
    this(shares, new Grouping.None(), seed);
  }

  /** What it is, to be kept with a run. */
  public JsonObject toJson() {
    JsonObject parts = JsonObject.empty();
    for (DataPart part : shares.wanted()) {
      if (part != DataPart.TRAIN) {
        parts = parts.with(part.key(), shares.share(part));
      }
    }
    return JsonObject.empty()
        .with("shares", parts)
        .with("groups", grouping.toJson())
        .with("seed", seed);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   * @throws fovea.data.pixels.DataException if the shares are none
   */
  public static SplitRule fromJson(JsonObject json) {
    JsonObject shares = json.object("shares");
    return new SplitRule(
        new SplitShares(
            shares.real(DataPart.TRAIN_DEV.key(), 0),
            shares.real(DataPart.VALIDATION.key(), 0),
            shares.real(DataPart.TEST.key(), 0)),
        Grouping.fromJson(json.object("groups")),
        json.integer("seed"));
  }

  /** Such as {@code validation 0.1, train-dev 0.05, seed 1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (DataPart part : shares.wanted()) {
      if (part != DataPart.TRAIN) {
        text.append(part).append(' ').append(shares.share(part)).append(", ");
      }
    }
    return text + "seed " + seed;
  }
}
