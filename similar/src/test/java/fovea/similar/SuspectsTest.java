package fovea.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.graph.type.FoveaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit its neighbors is listed first. */
class SuspectsTest {
  private static final int PICTURES = 120;

  @TempDir private Path folder;

  /** Two heaps of directions; number 5 lies in the wrong one, 7 and 40 are nearly the same. */
  private PictureIndex index(String name, VectorLayer layer) {
    Path file = folder.resolve(name);
    var card = new IndexCard("m", "0", Preprocessing.tf(8, 8), layer, "", List.of("cat", "dog"));
    var random = new Random(4);
    float[][] all = new float[PICTURES][8];
    try (var writer = new IndexWriter(file, card, 8, VectorType.F32)) {
      for (int i = 0; i < PICTURES; i++) {
        int heap = i == 5 ? 1 : i % 2 == 0 ? 0 : 1;
        for (int k = 0; k < 8; k++) {
          all[i][k] = (float) (random.nextGaussian() * 0.3 + (k == heap ? 1 : 0));
        }
        if (i == 40) {
          all[i] = all[8].clone();
          all[i][3] += 0.001f;
        }
        writer.add(i + ".jpg", i == 5 ? 0 : heap, unit(all[i]));
      }
      writer.finish();
    }
    return PictureIndex.open(file);
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float element : vector) {
      squares += element * element;
    }
    float[] unit = vector.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= (float) Math.sqrt(squares);
    }
    return unit;
  }

  @Test
  void findsWhatIsPlanted() {
    Suspects found = Suspects.of(index("i", new VectorLayer.LastHidden()));
    LikePair pair = found.pairs().getFirst();
    assertTrue(isPlanted(pair) && pair.similarity() > 0.999 && pair.ratio() < 0.01, pair + "");
    assertTrue(found.pairs().get(1).ratio() > 0.1, "others are one of many");
    assertEquals(1, found.pairs().stream().filter(SuspectsTest::isPlanted).count(), "once");
    Suspect first = found.labels().getFirst();
    assertEquals(5, first.number());
    assertEquals("cat", first.label());
    assertEquals("dog", first.suggested());
    assertTrue(first.support() < 0.3, first.toString());
    assertTrue(found.labels().size() < 6, "few others");
  }

  private static boolean isPlanted(LikePair pair) {
    return Math.min(pair.first(), pair.second()) == 8
        && Math.max(pair.first(), pair.second()) == 40;
  }

  @Test
  void leaksAreFoundInAnotherIndex() {
    PictureIndex index = index("i", new VectorLayer.LastHidden());
    List<LikePair> leaks = Suspects.leaks(index, index);
    assertEquals(PICTURES, leaks.size());
    assertTrue(leaks.stream().allMatch(pair -> pair.similarity() > 0.9999));
    assertTrue(leaks.getLast().ratio() < 0.01, leaks.getLast() + "");
    PictureIndex other = index("j", new VectorLayer.At("conv1"));
    var error = assertThrows(FoveaException.class, () -> Suspects.leaks(index, other));
    assertTrue(error.getMessage().contains("one model and layer"), error.getMessage());
  }
}
