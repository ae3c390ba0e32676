package fovea.onednn.weightgradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 10, 4, 3",
    "2, 7, 1, 1",
    "3, 100, 4, 8",
    "7, 2, 3, 2",
    "16, 1, 2, 1",
    "64, 900, 5, 9"
  })
  void allWorkIsDoneOnce(int threads, int pairs, int rows, int columns) {
    Shares.Whole whole = new Shares.Whole(pairs, rows, columns);
    Shares shares = Shares.of(threads, whole);
    assertTrue(shares.count() <= threads, shares.toString());
    List<List<Integer>> done = new ArrayList<>();
    for (int i = 0; i < shares.count(); i++) {
      Shares.Share share = shares.share(i, whole);
      assertTrue(share.sum() < shares.pixels(), share.toString());
      for (int pair = share.pairs().first(); pair < share.pairs().end(); pair++) {
        for (int row = share.rows().first(); row < share.rows().end(); row++) {
          for (int column = share.columns().first(); column < share.columns().end(); column++) {
            done.add(List.of(pair, row, column));
          }
        }
      }
    }
    assertEquals(pairs * rows * columns, done.size());
    assertEquals(done.size(), new HashSet<>(done).size());
  }

  @Test
  void manyPixelsAreSharedOutByPixels() {
    Shares shares = Shares.of(8, new Shares.Whole(100_000, 4, 2));
    assertEquals(new Shares(8, 1, 1), shares);
  }

  @Test
  void manyChannelsAreSharedOutByChannels() {
    assertEquals(new Shares(1, 2, 1), Shares.of(2, new Shares.Whole(196, 128, 16)));
    assertEquals(new Shares(1, 1, 2), Shares.of(2, new Shares.Whole(196, 32, 64)));
  }
}
