package fovea.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TensorNamesTest {

  @Test
  void aFewAreNamed() {
    assertEquals("fc.weight, fc.bias", TensorNames.brief(List.of("fc.weight", "fc.bias")));
    assertEquals("", TensorNames.brief(List.of()));
  }

  @Test
  void manyAreCountedByLayer() {
    List<String> names = new ArrayList<>(List.of("conv1.weight", "bn1.weight", "bn1.bias"));
    for (int layer = 1; layer < 4; layer++) {
      String path = "layer" + layer;
      blocks(path + ".0").forEach(names::add);
      blocks(path + ".1").forEach(names::add);
    }
    assertEquals(
        "conv1.weight, bn1 (2), layer1 (6), layer2 (6), layer3 (6)", TensorNames.brief(names));
    List<String> blocks =
        IntStream.range(0, 4).boxed().flatMap(i -> blocks("net.block" + i)).toList();
    assertEquals(
        "net.block0 (3), net.block1 (3), net.block2 (3), net.block3 (3)",
        TensorNames.brief(blocks));
  }

  private static Stream<String> blocks(String path) {
    return IntStream.range(0, 3).mapToObj(i -> path + "." + i);
  }

  @Test
  void theLineStaysShort() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "tensor" + i).toList();
    assertTrue(TensorNames.brief(names).endsWith("tensor7, and 992 more"));
    String hostile = "a\u001b[2J" + "b".repeat(1000);
    assertEquals(61, TensorNames.shown(hostile).length());
    assertTrue(TensorNames.shown(hostile).startsWith("a?[2J"));
  }
}
