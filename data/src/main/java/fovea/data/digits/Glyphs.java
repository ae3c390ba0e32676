package fovea.data.digits;

import java.util.List;

/** The ways in which people write the ten digits; a style listed twice is drawn twice as often. */
final class Glyphs {

  private Glyphs() {}

  private static final Glyph ZERO_ROUND =
      Glyph.of("55,2 25,12 8,48 22,88 50,98 80,84 93,48 80,14 52,3");
  private static final Glyph ZERO_CROSSED =
      Glyph.of("72,10 45,2 15,22 6,60 25,94 58,97 88,70 92,35 74,8 50,10 38,22");
  private static final Glyph ZERO_OPEN = Glyph.of("48,6 18,25 8,62 30,96 66,92 92,55 84,18 60,3");

  private static final Glyph ONE_BAR = Glyph.of("50,0 50,50 50,100");
  private static final Glyph ONE_FLAG = Glyph.of("30,20 52,0! 52,50 52,100");
  private static final Glyph ONE_FLAG_FOOT =
      Glyph.of("28,24 52,0! 52,50 52,100", "26,100 50,99 80,100");

  private static final Glyph TWO_PLAIN =
      Glyph.of("10,26 28,5 60,2 84,20 76,48 45,76 8,98! 45,96 95,96");
  private static final Glyph TWO_LOOP =
      Glyph.of("12,24 32,4 64,4 82,24 70,54 42,86 18,96 8,84 24,74 50,88 76,98 98,90");
  private static final Glyph TWO_WAVE =
      Glyph.of("8,18 36,2 70,8 78,30 58,62 28,88 6,97! 28,88 60,96 97,92");

  private static final Glyph TWO_BIG_LOOP =
      Glyph.of("14,20 36,3 66,8 78,30 66,62 38,92 14,96 6,78 24,62 52,72 78,92 98,96");
  private static final Glyph TWO_Z = Glyph.of("6,8 40,4 84,6! 50,48 10,94! 50,95 96,94");

  private static final Glyph THREE_ROUND =
      Glyph.of("12,12 44,1 78,12 78,34 42,47! 80,58 90,78 60,98 10,90");
  private static final Glyph THREE_LOOP =
      Glyph.of("10,16 40,2 74,10 76,30 50,46 38,50 44,44 76,56 88,76 62,97 10,92");
  private static final Glyph THREE_FLAT =
      Glyph.of("12,4 45,4 84,3! 60,24 40,42! 78,52 88,76 56,98 8,90");

  private static final Glyph FOUR_OPEN =
      Glyph.of("18,2 14,30 12,54! 50,54 92,50", "80,4 76,50 70,100");
  private static final Glyph FOUR_CLOSED = Glyph.of("74,100 76,50 78,2! 40,34 6,66! 50,66 98,64");
  private static final Glyph FOUR_CURVED =
      Glyph.of("22,4 10,34 26,54 58,52 84,34", "88,0 82,50 76,100");
  private static final Glyph FOUR_PEAK =
      Glyph.of("60,2 40,26 8,60! 55,62 95,58", "72,26 68,60 62,100");

  private static final Glyph FIVE_TWO_STROKES =
      Glyph.of("22,4 18,24 14,46! 48,38 84,56 82,86 46,99 8,90", "22,4 55,5 94,2");
  private static final Glyph FIVE_ONE_STROKE =
      Glyph.of("92,3 58,5 28,6! 22,26 18,46! 50,40 82,58 78,86 44,99 8,92");
  private static final Glyph FIVE_SMOOTH = Glyph.of("94,4 58,4 32,20 34,42 66,54 78,76 54,96 8,94");

  private static final Glyph SIX_CURVED =
      Glyph.of("72,2 38,22 14,56 16,88 46,99 78,84 76,60 46,54 18,74");
  private static final Glyph SIX_STRAIGHT =
      Glyph.of("52,0 28,36 12,72 30,98 66,94 82,74 62,58 34,64 16,80");
  private static final Glyph SIX_WIDE =
      Glyph.of("84,8 48,8 16,40 8,76 34,98 76,92 92,70 68,54 26,66");

  private static final Glyph SIX_UPRIGHT =
      Glyph.of("20,2 10,34 12,74 34,98 72,96 90,72 76,50 48,52 30,76 40,96");
  private static final Glyph SIX_SMALL_LOOP =
      Glyph.of("60,2 28,30 10,66 18,94 50,98 70,82 60,64 34,70 22,90");

  private static final Glyph SEVEN_PLAIN = Glyph.of("6,8 48,8 90,4! 64,48 44,100");
  private static final Glyph SEVEN_SERIF = Glyph.of("8,26 10,8! 50,9 92,6! 72,44 56,100");
  private static final Glyph SEVEN_BAR =
      Glyph.of("8,8 48,7 90,4! 62,48 40,100", "26,54 58,50 88,48");
  private static final Glyph SEVEN_CURVED = Glyph.of("6,16 30,6 68,6 84,14 76,40 58,70 52,100");

  private static final Glyph EIGHT_FIGURE =
      Glyph.of("80,12 44,2 16,18 40,44 76,66 74,92 44,99 18,86 28,62 64,40 84,18 70,6");
  private static final Glyph EIGHT_RINGS =
      Glyph.of(
          "50,2 22,12 24,36 50,46 76,36 78,12 52,2", "50,46 20,60 18,86 48,99 82,86 80,60 50,46");
  private static final Glyph EIGHT_OPEN =
      Glyph.of("88,6 48,4 20,18 34,42 68,64 70,90 44,99 20,84 32,60 66,34 92,8");

  private static final Glyph EIGHT_LEAN =
      Glyph.of("84,14 56,2 26,8 22,28 46,48 68,70 60,94 36,99 26,82 46,56 74,34 92,10");
  private static final Glyph EIGHT_SMALL_TOP =
      Glyph.of("62,20 44,10 34,22 46,38 70,60 78,84 50,99 22,84 30,60 56,36 62,20");

  private static final Glyph NINE_STRAIGHT =
      Glyph.of("82,16 50,2 16,20 14,46 42,54 74,36 84,12! 80,56 74,100");
  private static final Glyph NINE_CURVED =
      Glyph.of("80,20 52,3 20,16 14,42 42,52 72,36 82,16 84,54 68,88 30,99");
  private static final Glyph NINE_LEANING =
      Glyph.of("78,10 40,6 10,30 22,50 58,40 86,8! 66,54 40,100");
  private static final Glyph NINE_ROUND =
      Glyph.of("50,3 20,14 16,40 44,52 76,38 78,14 52,3", "79,20 80,60 76,100");

  private static final List<List<Glyph>> STYLES =
      List.of(
          List.of(ZERO_ROUND, ZERO_ROUND, ZERO_CROSSED, ZERO_OPEN),
          List.of(ONE_BAR, ONE_BAR, ONE_BAR, ONE_BAR, ONE_FLAG, ONE_FLAG_FOOT),
          List.of(TWO_PLAIN, TWO_PLAIN, TWO_LOOP, TWO_BIG_LOOP, TWO_BIG_LOOP, TWO_WAVE, TWO_Z),
          List.of(THREE_ROUND, THREE_ROUND, THREE_LOOP, THREE_FLAT),
          List.of(FOUR_OPEN, FOUR_OPEN, FOUR_CURVED, FOUR_CURVED, FOUR_CLOSED, FOUR_PEAK),
          List.of(FIVE_TWO_STROKES, FIVE_ONE_STROKE, FIVE_SMOOTH),
          List.of(SIX_CURVED, SIX_STRAIGHT, SIX_WIDE, SIX_UPRIGHT, SIX_SMALL_LOOP),
          List.of(SEVEN_PLAIN, SEVEN_PLAIN, SEVEN_SERIF, SEVEN_BAR, SEVEN_CURVED),
          List.of(EIGHT_FIGURE, EIGHT_FIGURE, EIGHT_RINGS, EIGHT_OPEN, EIGHT_LEAN, EIGHT_SMALL_TOP),
          List.of(NINE_STRAIGHT, NINE_STRAIGHT, NINE_CURVED, NINE_LEANING, NINE_ROUND));

  /** The styles of a digit from 0 to 9. */
  static List<Glyph> styles(int digit) {
    return STYLES.get(digit);
  }
}
