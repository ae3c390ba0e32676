package fovea.bench.compare;

import fovea.bench.compare.process.Peer;
import fovea.bench.engine.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line.
 *
 * @param works to be measured
 * @param peers to be compared with
 * @param rounds of each work
 * @param json whether to end with a JSON value
 */
record Options(List<Workload> works, List<Peer> peers, int rounds, boolean json) {
  private static final int ROUNDS = 7;

  /**
   * Reads the command line.
   *
   * @throws CommandLineException if something in it is not known
   */
  static Options parse(List<String> words) {
    List<Workload> works = new ArrayList<>();
    List<Peer> peers = List.of(Peer.values());
    int rounds = ROUNDS;
    boolean json = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--json" -> json = true;
        case "--rounds" -> rounds = rounds(value(words, ++i));
        case "--peers" -> peers = peers(value(words, ++i));
        default -> works.add(work(word));
      }
    }
    if (works.isEmpty()) {
      throw new CommandLineException(
          "name the work to be compared, one or more of " + names(Workload.all()));
    }
    return new Options(works, peers, rounds, json);
  }

  private static String value(List<String> words, int index) {
    if (index >= words.size()) {
      throw new CommandLineException(words.get(index - 1) + " needs a value");
    }
    return words.get(index);
  }

  private static int rounds(String word) {
    if (!word.matches("[1-9][0-9]{0,3}")) {
      throw new CommandLineException("--rounds expects a number from 1 to 9999, found " + word);
    }
    return Integer.parseInt(word);
  }

  private static List<Peer> peers(String word) {
    return Arrays.stream(word.split(","))
        .map(
            name ->
                Peer.named(name)
                    .orElseThrow(
                        () ->
                            new CommandLineException(
                                "there is no peer named "
                                    + name
                                    + "; use some of "
                                    + Arrays.stream(Peer.values())
                                        .map(Peer::word)
                                        .collect(Collectors.joining(", ")))))
        .toList();
  }

  private static Workload work(String word) {
    if (word.startsWith("-")) {
      throw new CommandLineException(
          "there is no option " + word + "; use --json, --rounds N or --peers NAMES");
    }
    return Workload.named(word)
        .orElseThrow(
            () ->
                new CommandLineException(
                    "there is no work named " + word + "; use one of " + names(nearest(word))));
  }

  /** All works, those first that begin alike. */
  private static List<Workload> nearest(String word) {
    return Workload.all().stream()
        .sorted(Comparator.comparingInt(work -> -common(work.name(), word)))
        .toList();
  }

  private static int common(String a, String b) {
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String names(List<Workload> works) {
    return works.stream().map(Workload::name).collect(Collectors.joining(", "));
  }
}
