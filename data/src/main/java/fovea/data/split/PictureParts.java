package fovea.data.split;

import fovea.data.PictureSet;
import fovea.data.pixels.DataException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The training pictures of a data set in parts; its test pictures are another set. The same
 * pictures and rule give the same parts.
 *
 * @param all that are split
 * @param split which picture is in which part; empty if all are for training
 */
public record PictureParts(PictureSet all, Optional<DataSplit> split) {

  /**
   * Splits pictures; without shares, all are for training.
   *
   * @throws DataException if there are fewer pictures than parts
   */
  public static PictureParts of(PictureSet all, SplitRule rule) {
    return new PictureParts(
        all,
        rule.shares().isNone()
            ? Optional.empty()
            : Optional.of(DataSplit.of(SplitExamples.of(all), rule.shares(), rule.seed())));
  }

  /**
   * The pictures of a part.
   *
   * @throws DataException if there are none
   */
  public PictureSet part(DataPart part) {
    if (split.isEmpty() && part == DataPart.TRAIN) {
      return all;
    }
    int[] indices = split.map(dealt -> dealt.indices(part)).orElseGet(() -> new int[0]);
    if (indices.length == 0) {
      throw new DataException(
          all.name(),
          "expected a part that its training pictures were split into, found " + part,
          "Give it a share");
    }
    return all.subset(
        String.format(
            Locale.ROOT, "%,d for %s of %s", indices.length, part, all.info().description()),
        indices);
  }

  /** The pictures of each part that there is. */
  public Map<DataPart, PictureSet> parts() {
    Map<DataPart, PictureSet> parts = new EnumMap<>(DataPart.class);
    Set<DataPart> dealt =
        split.map(each -> Set.copyOf(each.parts())).orElse(Set.of(DataPart.TRAIN));
    dealt.forEach(part -> parts.put(part, part(part)));
    return parts;
  }

  /** What a user should know of them, a sentence each, without full stop. */
  public List<String> notes() {
    return split.map(DataSplit::notes).orElse(List.of());
  }
}
