package fovea.bench.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedNumbersTest {
  @TempDir Path folder;

  @Test
  void comeBackAsTheyWere() {
    SequencedMap<String, NamedNumbers> arrays = new LinkedHashMap<>();
    arrays.put("one", NamedNumbers.of(0.1f));
    arrays.put("two", new NamedNumbers(new long[] {2, 3}, new float[] {1, -2, 3, 4, 5, 6e9f}));
    arrays.put("none", new NamedNumbers(new long[] {0}, new float[0]));
    Path file = folder.resolve("arrays");
    NamedNumbers.write(file, arrays);
    SequencedMap<String, NamedNumbers> read = NamedNumbers.read(file);
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
    arrays.forEach(
        (name, array) -> {
          NamedNumbers found = java.util.Objects.requireNonNull(read.get(name));
          assertArrayEquals(array.shape(), found.shape());
          assertArrayEquals(array.values(), found.values());
        });
  }
}
