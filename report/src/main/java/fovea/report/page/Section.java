package fovea.report.page;

import java.util.List;

/**
 * A part of a page.
 *
 * @param heading what it is about
 * @param blocks what it says, from top to bottom
 */
public record Section(String heading, List<Block> blocks) {

  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }

  /** What it says, from top to bottom. */
  public Section(String heading, Block... blocks) {
    this(heading, List.of(blocks));
  }
}
