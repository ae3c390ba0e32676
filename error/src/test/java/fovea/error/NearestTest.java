package fovea.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> NETWORKS =
      List.of(
          "softmax", "mlp", "lenet5", "lenet5_classic", "resnet18", "resnet50", "fashion-mnist");

  @ParameterizedTest
  @CsvSource({
    "lenet, lenet5",
    "LeNet5, lenet5",
    "lent5, lenet5",
    "lenet5-classic, lenet5_classic",
    "resnet81, resnet18",
    "restnet50, resnet50",
    "fashion, fashion-mnist",
    "fashin_mnist, fashion-mnist",
    "mpl, mlp",
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertEquals(Optional.of(meant), Nearest.to(typed, NETWORKS));
  }

  @ParameterizedTest
  @CsvSource({"vgg16", "x", "''", "transformer"})
  void findsNothingFarAway(String typed) {
    assertEquals(Optional.empty(), Nearest.to(typed, NETWORKS));
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "ab, ba, 1", "'', abc, 3", "same, same, 0", "train, trian, 1"})
  void countsLetters(String a, String b, int distance) {
    assertEquals(distance, Nearest.distance(a, b));
    assertEquals(distance, Nearest.distance(b, a));
  }

  @Test
  void hintsAtOneOrListsThem() {
    assertEquals("did you mean mlp?", Nearest.hint("mpl", NETWORKS));
    assertEquals("choose from a, b", Nearest.hint("zebra", List.of("b", "a")));
  }
}
