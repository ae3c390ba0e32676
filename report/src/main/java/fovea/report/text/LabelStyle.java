package fovea.report.text;

import fovea.report.glyph.Typeface;
import java.util.ArrayList;
import java.util.List;

/**
 * How a text is drawn, and how much room it takes.
 *
 * @param size height of an em, in units of the figure
 * @param bold whether the letters are bold
 * @param anchor which part of the text lies at its place
 * @param color {@code 0xRRGGBB}
 */
public record LabelStyle(double size, boolean bold, Anchor anchor, int color) {
  private static final double LINE = 1.3;
  private static final String DOTS = "…";

  /** Dark gray letters that begin at their place. */
  public LabelStyle(double size) {
    this(size, false, Anchor.START, 0x222222);
  }

  /** Which part of a text lies at its place. */
  public enum Anchor {
    /** Its left end. */
    START,
    /** Its middle. */
    MIDDLE,
    /** Its right end. */
    END
  }

  /** The same at another size. */
  public LabelStyle size(double size) {
    return new LabelStyle(size, bold, anchor, color);
  }

  /** The same, but bold or not. */
  public LabelStyle bold(boolean bold) {
    return new LabelStyle(size, bold, anchor, color);
  }

  /** The same with another part at its place. */
  public LabelStyle anchor(Anchor anchor) {
    return new LabelStyle(size, bold, anchor, color);
  }

  /** The same with its middle at its place. */
  public LabelStyle centered() {
    return anchor(Anchor.MIDDLE);
  }

  /** The same with its right end at its place. */
  public LabelStyle right() {
    return anchor(Anchor.END);
  }

  /** The same in another color {@code 0xRRGGBB}. */
  public LabelStyle color(int color) {
    return new LabelStyle(size, bold, anchor, color);
  }

  private Typeface typeface() {
    return bold ? Typeface.BOLD : Typeface.REGULAR;
  }

  /** Width of a text on one line. */
  public double width(String text) {
    return size * typeface().width(PlainText.of(text));
  }

  /** Height above the baseline. */
  public double ascent() {
    return size * typeface().ascent();
  }

  /** Depth below the baseline. */
  public double descent() {
    return size * typeface().descent();
  }

  /** Distance of the baselines of two lines. */
  public double lineHeight() {
    return size * LINE;
  }

  /** From the top of a line to its baseline, where lines stand {@link #lineHeight()} apart. */
  public double baseline() {
    return (lineHeight() + ascent() - descent()) / 2;
  }

  /** The text, with dots at its end in place of what {@code width} has no room for. */
  public String shortened(String text, double width) {
    String plain = PlainText.of(text).strip();
    if (width(plain) <= width) {
      return plain;
    }
    int[] characters = plain.codePoints().toArray();
    int most = 0;
    double room = width - width(DOTS);
    for (double used = 0; most < characters.length; most++) {
      used += width(Character.toString(characters[most]));
      if (used > room) {
        break;
      }
    }
    return new String(characters, 0, most).stripTrailing() + DOTS;
  }

  /** The text broken into lines of at most {@code width}, between words or, if it must, in one. */
  public List<String> lines(String text, double width) {
    var lines = new ArrayList<String>();
    for (String paragraph : text.split("\\R", -1)) {
      var line = new StringBuilder();
      for (String word : PlainText.of(paragraph).strip().split("\\s+", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && width(longer) > width) {
          lines.add(line.toString());
          longer = word;
        }
        line.setLength(0);
        line.append(broken(longer, width, lines));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** As many of these lines as {@code most}, with dots at the end of the last if there are more. */
  public List<String> lines(String text, double width, int most) {
    List<String> lines = lines(text, width);
    if (lines.size() <= most) {
      return lines;
    }
    var first = new ArrayList<>(lines.subList(0, most));
    first.set(most - 1, shortened(first.get(most - 1) + " " + DOTS + DOTS, width));
    if (!first.getLast().endsWith(DOTS + DOTS)) {
      return first;
    }
    first.set(most - 1, lines.get(most - 1) + DOTS);
    return first;
  }

  /** Adds the full lines of a word that is too long, and gives what is left of it. */
  private String broken(String word, double width, List<String> lines) {
    String rest = word;
    while (width(rest) > width && rest.codePointCount(0, rest.length()) > 1) {
      int end = rest.offsetByCodePoints(0, 1);
      while (width(rest.substring(0, rest.offsetByCodePoints(end, 1))) <= width) {
        end = rest.offsetByCodePoints(end, 1);
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return rest;
  }
}
