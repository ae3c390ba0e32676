package fovea.experiment.recipe;

import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The basic recipe (Ng, 2018, Machine Learning Yearning): which gap between human, training,
 * train-dev, dev and test error is too large, and so what to do next.
 *
 * @param errors of the parts
 * @param findings on each gap between two parts that follow each other
 */
public record ErrorAnalysis(PartErrors errors, List<Finding> findings) {

  /** Copies the list. */
  public ErrorAnalysis {
    findings = List.copyOf(findings);
  }

  /**
   * Weighs errors. Without a human error it is taken as 0: then the bias is at most what is found.
   *
   * @throws FoveaException if the training error is not known, or no other one of the model
   */
  public static ErrorAnalysis of(PartErrors errors) {
    ErrorRate train =
        errors.find(ErrorPart.TRAIN).orElseThrow(() -> missing("a training error", "add it"));
    PartErrors known =
        errors.find(ErrorPart.HUMAN).isPresent() ? errors : errors.stated(ErrorPart.HUMAN, 0);
    List<Gap> gaps = new ArrayList<>();
    ErrorRate human = known.find(ErrorPart.HUMAN).orElse(train);
    gaps.add(new Gap(Trouble.BIAS, ErrorPart.HUMAN, human, ErrorPart.TRAIN, train));
    ErrorPart from = ErrorPart.TRAIN;
    ErrorRate lower = train;
    for (ErrorPart to : List.of(ErrorPart.TRAIN_DEV, ErrorPart.DEV, ErrorPart.TEST)) {
      Optional<ErrorRate> higher = known.find(to);
      if (higher.isPresent()) {
        gaps.add(new Gap(troubleAbove(from), from, lower, to, higher.get()));
        from = to;
        lower = higher.get();
      }
    }
    if (gaps.size() < 2) {
      throw missing("an error on examples that were not learned from", "add one of dev or test");
    }
    double largest = known.largest();
    return new ErrorAnalysis(errors, gaps.stream().map(gap -> Finding.of(gap, largest)).toList());
  }

  private static FoveaException missing(String expected, String remedy) {
    return FoveaException.at("errors", "expected " + expected + ", found none", remedy);
  }

  private static Trouble troubleAbove(ErrorPart from) {
    return switch (from) {
      case HUMAN -> Trouble.BIAS;
      case TRAIN -> Trouble.VARIANCE;
      case TRAIN_DEV -> Trouble.DATA_MISMATCH;
      case DEV, TEST -> Trouble.OVER_TUNING;
    };
  }

  /** What they say all in all. */
  public Verdict verdict() {
    List<Finding> clear = findings(Evidence.CLEAR);
    if (!clear.isEmpty()) {
      return new Verdict.Troubled(clear);
    }
    List<Finding> open = findings(Evidence.TOO_FEW);
    return open.isEmpty() ? new Verdict.NothingStandsOut() : new Verdict.TooFew(open);
  }

  /** Whether the human error is a guess. */
  public boolean guessesHuman() {
    return errors.find(ErrorPart.HUMAN).isEmpty();
  }

  /** The findings of a kind, the largest gap first. */
  public List<Finding> findings(Evidence evidence) {
    return findings.stream()
        .filter(finding -> finding.evidence() == evidence)
        .sorted(Comparator.comparingDouble((Finding finding) -> finding.gap().size()).reversed())
        .toList();
  }
}
