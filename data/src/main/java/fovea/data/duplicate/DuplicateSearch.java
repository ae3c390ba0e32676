package fovea.data.duplicate;

import fovea.data.photo.PixelDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the pictures that show the same among many, by their fingerprints: those with the same
 * pixels; then, by hash, candidates among the others; then those candidates whose brightness and
 * colors agree.
 */
public final class DuplicateSearch {

  /** Bits in which the hashes of a candidate may differ, of 64: those of others differ in 12. */
  private static final int MOST_BITS = 10;

  private static final double LEAST_CORRELATION = 0.9;

  /** Mean distance of colors, of 255. */
  private static final double MOST_COLOR = 12;

  /** Below this there is nothing to see, and the hash is that of noise. */
  private static final double LEAST_CONTRAST = 3;

  private final List<Fingerprint> all;
  private final int[] leaders;
  private final List<DuplicatePair> links = new ArrayList<>();

  private DuplicateSearch(List<Fingerprint> all) {
    this.all = List.copyOf(all);
    this.leaders = IntStream.range(0, all.size()).toArray();
  }

  /** The groups of two pictures or more that show the same; indices are those of the list. */
  public static List<DuplicateGroup> groups(List<Fingerprint> fingerprints) {
    var search = new DuplicateSearch(fingerprints);
    search.findCandidates(search.joinCopies());
    return search.collect();
  }

  /** In what way two pictures are the same, if they are. */
  public static Optional<DuplicatePair> compare(Fingerprint first, Fingerprint second) {
    return groups(List.of(first, second)).stream().map(g -> g.links().getFirst()).findFirst();
  }

  /** Joins those with the same pixels, and gives one of each. */
  private List<Integer> joinCopies() {
    Map<PixelDigest, Integer> seen = new HashMap<>();
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Integer twin = seen.putIfAbsent(all.get(i).digest(), i);
      if (twin == null) {
        different.add(i);
      } else {
        join(new DuplicatePair(twin, i, DuplicateKind.SAME_PIXELS, 1));
      }
    }
    return different;
  }

  private void findCandidates(List<Integer> different) {
    List<Integer> visible =
        different.stream().filter(i -> all.get(i).whole().contrast() >= LEAST_CONTRAST).toList();
    var index = new HashIndex(visible.stream().mapToLong(i -> all.get(i).whole().hash()).toArray());
    for (int i : visible) {
      for (PictureView view : all.get(i).views()) {
        index.near(
            view.hash(),
            MOST_BITS,
            place -> {
              int other = visible.get(place);
              if (leader(i) != leader(other)) {
                confirm(Math.min(i, other), Math.max(i, other));
              }
            });
      }
    }
  }

  /** Compares each view of one with the whole of the other. */
  private void confirm(int first, int second) {
    Fingerprint one = all.get(first);
    Fingerprint two = all.get(second);
    double whole = likeness(one.whole(), two.whole());
    double part = 0;
    for (int i = 1; i < one.views().size(); i++) {
      part = Math.max(part, likeness(one.views().get(i), two.whole()));
      part = Math.max(part, likeness(one.whole(), two.views().get(i)));
    }
    double best = Math.max(whole, part);
    if (best >= LEAST_CORRELATION) {
      DuplicateKind kind = whole >= part ? DuplicateKind.SAVED_ANEW : DuplicateKind.CUT;
      join(new DuplicatePair(first, second, kind, Math.min(1, best)));
    }
  }

  /** Correlation of the brightness; 0 if hash or colors differ. */
  private static double likeness(PictureView one, PictureView two) {
    boolean alike = one.hashDistance(two) <= MOST_BITS && one.colorDistance(two) <= MOST_COLOR;
    return alike ? one.correlation(two) : 0;
  }

  private void join(DuplicatePair pair) {
    links.add(pair);
    int first = leader(pair.first());
    int second = leader(pair.second());
    leaders[Math.max(first, second)] = Math.min(first, second);
  }

  private int leader(int index) {
    int leader = index;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }

  private List<DuplicateGroup> collect() {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      members.computeIfAbsent(leader(i), _ -> new ArrayList<>()).add(i);
    }
    Map<Integer, List<DuplicatePair>> pairs = new HashMap<>();
    links.forEach(
        pair -> pairs.computeIfAbsent(leader(pair.first()), _ -> new ArrayList<>()).add(pair));
    return members.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                new DuplicateGroup(entry.getValue(), pairs.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }
}
