package fovea.data.split;

import fovea.data.DataSet;
import fovea.data.pixels.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Examples in parts: every class has its share in each part, as well as groups allow, which are
 * never torn. The same names, classes, groups and seed give the same parts in whatever order the
 * examples come, and where no groups are wanted, a new example leaves nearly all others where they
 * were.
 *
 * <p>Groups are dealt out one by one, the largest first, each to the part whose classes lack most.
 *
 * @param parts the part of each example
 * @param notes what a user should know of it, a sentence each, without full stop
 */
public record DataSplit(List<DataPart> parts, List<String> notes) {

  /** A part that has so much more or less than its share is worth a note. */
  private static final double UNLIKE = 0.25;

  private static final int NAMED = 3;

  /** Copies the lists. */
  public DataSplit {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /**
   * That of a data set with classes; {@code set.subset(split.indices(part))} is a part.
   *
   * @throws DataException as {@link #of(SplitExamples, SplitShares, long)}, or if the examples have
   *     not one class as their only target
   */
  public static DataSplit of(DataSet set, SplitShares shares, long seed) {
    return of(SplitExamples.of(set), shares, seed);
  }

  /**
   * Splits examples.
   *
   * @param shares of the parts
   * @param seed decides which example is in which part
   * @throws DataException if there are fewer examples, or groups of them, than parts
   */
  public static DataSplit of(SplitExamples examples, SplitShares shares, long seed) {
    List<DataPart> wanted = shares.wanted();
    List<ExampleGroup> groups = ExampleGroup.of(examples, seed);
    if (groups.size() < wanted.size()) {
      throw tooFew(examples, groups, wanted);
    }
    var dealt = new Dealing(examples, shares, groups);
    dealt.deal();
    List<DataPart> parts = new ArrayList<>(Collections.nCopies(examples.size(), DataPart.TRAIN));
    for (int i = 0; i < groups.size(); i++) {
      DataPart part = dealt.part(i);
      groups.get(i).members().forEach(member -> parts.set(member, part));
    }
    for (DataPart part : wanted) {
      if (dealt.size(part) == 0) {
        throw empty(examples, wanted, part);
      }
    }
    return new DataSplit(parts, notes(examples, shares, groups, dealt));
  }

  /** The examples of a part, in ascending order. */
  public int[] indices(DataPart part) {
    return IntStream.range(0, parts.size()).filter(i -> parts.get(i) == part).toArray();
  }

  private static DataException tooFew(
      SplitExamples examples, List<ExampleGroup> groups, List<DataPart> wanted) {
    boolean grouped = examples.groups().stream().anyMatch(group -> group.isPresent());
    String largest =
        grouped && !groups.isEmpty()
            ? String.format(
                Locale.ROOT,
                "; group %s has %,d of %,d",
                groups.getFirst().name(),
                groups.getFirst().size(),
                examples.size())
            : "";
    return new DataException(
        "split",
        String.format(
            Locale.ROOT,
            "expected at least %d %s, one for each of the parts %s, found %,d%s",
            wanted.size(),
            grouped ? "groups" : "examples",
            String.join(", ", wanted.stream().map(DataPart::toString).toList()),
            groups.size(),
            largest),
        grouped ? "Group them otherwise, or want fewer parts" : "Add some, or want fewer parts");
  }

  private static DataException empty(SplitExamples examples, List<DataPart> wanted, DataPart part) {
    return new DataException(
        "split",
        String.format(
            Locale.ROOT,
            "expected %s examples, found none: there are too few, %,d of %,d classes",
            part,
            examples.size(),
            examples.labels().stream().distinct().count()),
        String.format(
            Locale.ROOT, "Have %d or more of each class, or want fewer parts", wanted.size()));
  }

  private static List<String> notes(
      SplitExamples examples, SplitShares shares, List<ExampleGroup> groups, Dealing dealt) {
    List<String> notes = new ArrayList<>();
    for (DataPart part : shares.wanted()) {
      List<String> absent = dealt.absent(part).stream().map(examples::className).toList();
      if (!absent.isEmpty()) {
        notes.add(
            "too few of %s for all parts: there is nothing of it in %s"
                .formatted(few(absent), part));
      }
      double share = (double) dealt.size(part) / examples.size();
      double expected = shares.share(part);
      ExampleGroup largest = groups.getFirst();
      if (largest.size() > 1 && Math.abs(share - expected) > UNLIKE * expected) {
        notes.add(
            String.format(
                Locale.ROOT,
                "groups stay whole: %s has %.0f %% of the examples in place of %.0f %%; the"
                    + " largest group, %s, has %.0f %%",
                part,
                100 * share,
                100 * expected,
                largest.name(),
                100.0 * largest.size() / examples.size()));
      }
    }
    return notes;
  }

  private static String few(List<String> names) {
    return names.size() > NAMED
        ? String.format(
            Locale.ROOT,
            "%s and %,d more",
            String.join(", ", names.subList(0, NAMED)),
            names.size() - NAMED)
        : String.join(", ", names);
  }
}
