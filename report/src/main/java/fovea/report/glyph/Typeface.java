package fovea.report.glyph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Letters of one weight. Those of European languages and the signs of mathematics come with the
 * module and look the same on every machine; others are drawn by a font of this machine if it has
 * one, else a box stands for them.
 */
@SuppressWarnings("ImmutableEnumChecker") // what is kept is computed again with the same result
public enum Typeface {
  /** Of text. */
  REGULAR,
  /** Of titles. */
  BOLD;

  private final Map<Integer, Outline> outlines = new ConcurrentHashMap<>();
  private final Map<String, Outline> foreign = new ConcurrentHashMap<>();

  private GlyphFile file() {
    return switch (this) {
      case REGULAR -> GlyphFile.FACES.getFirst();
      case BOLD -> GlyphFile.FACES.getLast();
    };
  }

  /** Height of letters above the baseline, in em. */
  public double ascent() {
    return file().ascent();
  }

  /** Depth of letters below the baseline, in em. */
  public double descent() {
    return file().descent();
  }

  /** Width of a text, in em. */
  public double width(String text) {
    double width = 0;
    for (Run run : runs(text)) {
      width += run.ours ? ourWidth(run.text) : foreign(run.text).advance();
    }
    return width;
  }

  private double ourWidth(String text) {
    return text.codePoints().mapToDouble(file()::advance).sum();
  }

  /** The outlines of a text one behind the other; words of foreign scripts are one outline. */
  public List<Outline> outlines(String text) {
    var outlines = new ArrayList<Outline>();
    for (Run run : runs(text)) {
      if (run.ours) {
        run.text.codePoints().forEach(character -> outlines.add(outline(character)));
      } else {
        outlines.add(foreign(run.text));
      }
    }
    return outlines;
  }

  private Outline outline(int character) {
    return outlines.computeIfAbsent(
        character,
        key -> {
          Outline outline = file().outline(key);
          return outline == null ? Outline.MISSING : outline;
        });
  }

  private Outline foreign(String text) {
    return foreign.computeIfAbsent(text, key -> SystemFonts.outline(key, this == BOLD));
  }

  /** A piece of text, all of its characters being ours or none. */
  private record Run(String text, boolean ours) {}

  private List<Run> runs(String text) {
    var runs = new ArrayList<Run>();
    int from = 0;
    while (from < text.length()) {
      boolean ours = file().has(text.codePointAt(from));
      int to = from;
      while (to < text.length() && file().has(text.codePointAt(to)) == ours) {
        to += Character.charCount(text.codePointAt(to));
      }
      runs.add(new Run(text.substring(from, to), ours));
      from = to;
    }
    return runs;
  }
}
