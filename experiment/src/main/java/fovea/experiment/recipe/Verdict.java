package fovea.experiment.recipe;

import java.util.List;

/** What the errors say all in all. */
public sealed interface Verdict {

  /**
   * Something is to be done.
   *
   * @param findings gaps that are clear, the largest first
   */
  record Troubled(List<Finding> findings) implements Verdict {

    /** Copies the list. */
    public Troubled {
      findings = List.copyOf(findings);
    }
  }

  /**
   * No gap is clear, and some may be large.
   *
   * @param findings gaps that cannot be told from chance, the largest first
   */
  record TooFew(List<Finding> findings) implements Verdict {

    /** Copies the list. */
    public TooFew {
      findings = List.copyOf(findings);
    }
  }

  /** All gaps are small. */
  record NothingStandsOut() implements Verdict {}
}
