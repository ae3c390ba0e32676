package fovea.onednn.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.Shape;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.system.OpenMp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every group is worked on once, in its lane, after the ones before it. */
class GroupingTest {
  @BeforeAll
  static void needsOneDnn() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "2, 7", "3, 2", "4, 4", "5, 23"})
  void sharesOutAllGroups(int lanes, int count) {
    var grouping = new Grouping(lanes, 1);
    List<Bands> groups = IntStream.range(0, count).mapToObj(i -> new Bands(i, 1)).toList();
    Set<Bands> done = ConcurrentHashMap.newKeySet();
    List<Integer> lanesSeen = new ArrayList<>();
    List<Runnable> parts =
        grouping.bind(
            groups,
            turn -> {
              boolean fresh = !lanesSeen.contains(turn.lane());
              assertEquals(fresh, turn.first(), turn.toString());
              lanesSeen.add(turn.lane());
              int before = turn.group().first() - 1;
              return List.of(
                  () -> {
                    boolean ready = turn.first() || done.contains(new Bands(before, 1));
                    assertTrue(ready && done.add(turn.group()), turn.toString());
                  });
            });
    assertEquals(
        IntStream.range(0, grouping.used(count)).boxed().toList(),
        lanesSeen.stream().distinct().toList());
    for (int run = 0; run < 3; run++) {
      done.clear();
      parts.forEach(Runnable::run);
      assertEquals(Set.copyOf(groups), done);
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 56", "512, 7"})
  void largeWeightsAreReadByAllThreadsTogether(int channels, int size) {
    Shape shape = Shape.of(8, channels, size, size);
    Tiling tiling = Tiling.of(DataType.BF16, shape, shape, 1, 1, true);
    int expected = channels == 64 ? OpenMp.threads() : 1;
    assertEquals(expected, tiling.grouping().lanes());
  }
}
