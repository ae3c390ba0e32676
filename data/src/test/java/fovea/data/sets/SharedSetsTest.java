package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.Normalization;
import fovea.testdata.TestData;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real data sets, where there is a copy of them. */
class SharedSetsTest {

  @ParameterizedTest
  @CsvSource({"mnist", "fashion-mnist", "cifar-10"})
  void loads(String name) {
    Path folder = TestData.folder();
    TestData.path(name);
    DataOptions options = DataOptions.defaults().folder(folder).offline(true);
    for (Split split : Split.values()) {
      PictureSet data = Data.named(name, split, options);
      assertTrue(data.size() >= 1_000, data.info().description());
      Set<Integer> labels =
          IntStream.range(0, data.size()).mapToObj(data::label).collect(Collectors.toSet());
      assertEquals(10, labels.size());
    }
  }

  @ParameterizedTest
  @CsvSource({"mnist, 0.1307, 0.3081", "fashion-mnist, 0.2860, 0.3530"})
  void haveTheStatisticsThatEverybodyUses(String name, double mean, double deviation) {
    TestData.path(name);
    DataOptions options = DataOptions.defaults().folder(TestData.folder()).offline(true);
    Normalization measured =
        Preprocessing.standardizing(Data.named(name, Split.TRAIN, options)).values();
    assertEquals(mean, measured.mean().getFirst(), 5e-5);
    assertEquals(deviation, measured.deviation().getFirst(), 5e-5);
  }
}
