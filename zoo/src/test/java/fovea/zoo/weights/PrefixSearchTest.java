package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.StateMapping.Source;
import fovea.testdata.TestData;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of {@code lenet5} with more before their names, and with more tensors beside them. */
class PrefixSearchTest {
  private static final Architecture LENET = Zoo.architecture("lenet5");
  private static final HostBuffer NUMBERS = HostBuffer.of(TensorType.f32(2), 1, 2);
  private static SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();

  @BeforeAll
  static void prepare() {
    var network = LENET.create(LENET.defaults().classes(7));
    Parameters.initialize(network, 4);
    values = StateDict.of(network);
  }

  private static SequencedMap<String, HostBuffer> after(String prefix) {
    SequencedMap<String, HostBuffer> named = new LinkedHashMap<>();
    values.forEach((name, value) -> named.put(prefix + name, value));
    return named;
  }

  @SafeVarargs
  private static WeightFile file(Map<String, HostBuffer>... parts) {
    List<Source> sources = new ArrayList<>();
    for (Map<String, HostBuffer> part : parts) {
      part.forEach((name, value) -> sources.add(Source.of(name, value)));
    }
    return new WeightFile(Path.of("weights"), sources);
  }

  private static void isLenet(Pretrained pretrained, String prefix) {
    assertEquals("lenet5", pretrained.network().name());
    assertEquals(7, pretrained.arguments().classes());
    assertEquals(prefix, pretrained.weights().prefix());
    assertEquals(List.of(), pretrained.unfilled());
    assertArrayEquals(
        values.get("fc3.weight").doubles(),
        StateDict.of(pretrained.load()).get("fc3.weight").doubles());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.",
        "backbone.",
        "net.",
        "module.",
        "encoder.",
        "_orig_mod.",
        "my.own.net.",
        "module.model.backbone."
      })
  void whatAllNamesShareIsFound(String prefix) {
    isLenet(Pretrained.of(file(after(prefix))), prefix);
    isLenet(Pretrained.of(LENET, file(after(prefix))), prefix);
  }

  @Test
  void whatStandsBesideIsLeftOut() {
    WeightFile both = file(after("model."), Map.of("criterion.weight", NUMBERS));
    for (Pretrained found : List.of(Pretrained.of(both), Pretrained.of(LENET, both))) {
      isLenet(found, "model.");
      assertEquals(List.of("criterion.weight"), found.weights().beside());
    }
  }

  @Test
  void aHeadOutsideOfTheBackboneBelongsToTheNetwork() {
    SequencedMap<String, HostBuffer> backbone = after("backbone.");
    for (String name : List.of("fc3.weight", "fc3.bias")) {
      backbone.remove("backbone." + name);
    }
    Map<String, HostBuffer> head =
        Map.of("fc3.weight", values.get("fc3.weight"), "fc3.bias", values.get("fc3.bias"));
    isLenet(Pretrained.of(file(backbone, head)), "backbone.");
    isLenet(Pretrained.of(LENET, file(head, backbone)), "backbone.");

    Pretrained headless = Pretrained.of(file(backbone, Map.of("other.weight", NUMBERS)));
    assertEquals(headless.head(), headless.unfilled());
    assertThrows(FoveaException.class, headless::load);
    headless.loadBody();
  }

  @Test
  void ofTwoCopiesTheUserSaysWhich() {
    WeightFile copies = file(after("ema."), after("model."));
    for (FoveaException e :
        List.of(
            assertThrows(FoveaException.class, () -> Pretrained.of(copies)),
            assertThrows(FoveaException.class, () -> Pretrained.of(LENET, copies)))) {
      assertEquals(
          "expected the weights of one network, found such that fit as well after each of ema.,"
              + " model.; say which are meant by their prefix, such as --prefix ema.",
          e.getMessage());
    }
    isLenet(Pretrained.of(copies.prefix("model")), "model.");
    isLenet(Pretrained.of(LENET, copies.prefix("ema.")), "ema.");
    FoveaException e = assertThrows(FoveaException.class, () -> copies.prefix("net."));
    assertTrue(
        e.getMessage().startsWith("prefix: expected names that begin with net., found ema ("),
        e.getMessage());
  }

  @Test
  void theCopyWithMostTensorsIsMeant() {
    SequencedMap<String, HostBuffer> less = after("ema.");
    less.remove("ema.fc1.weight");
    WeightFile copies = file(less, after("model."));
    isLenet(Pretrained.of(copies), "model.");
    isLenet(Pretrained.of(LENET, copies), "model.");
  }

  @Test
  void namesAsTheyAreComeBeforeTheirCopies() {
    WeightFile copies = file(after(""), after("model_ema.module."));
    isLenet(Pretrained.of(copies), "");
    isLenet(Pretrained.of(LENET, copies), "");
    assertEquals(values.size(), Pretrained.of(copies).weights().beside().size());
  }

  @Test
  void moreInsideOfTheNetworkIsAnotherNetwork() {
    Map<String, HostBuffer> more = Map.of("model.attention.weight", NUMBERS);
    WeightFile other = file(after("model."), more);
    assertThrows(FoveaException.class, () -> Pretrained.of(other));
    FoveaException e = assertThrows(FoveaException.class, () -> Pretrained.of(LENET, other).load());
    assertTrue(e.getMessage().contains("model.attention.weight is unknown"), e.getMessage());
    // A small network that is hidden in a large one is not meant.
    SequencedMap<String, HostBuffer> large = new LinkedHashMap<>(after("part."));
    for (int i = 0; i < 100; i++) {
      large.put("blocks." + i + ".weight", NUMBERS);
    }
    assertThrows(FoveaException.class, () -> Pretrained.of(file(large)));
  }

  @Test
  void aPartMayBeLoadedButNotNothing() {
    SequencedMap<String, HostBuffer> part = after("net.");
    part.keySet().removeIf(name -> name.startsWith("net.fc"));
    Pretrained some = Pretrained.of(LENET, file(part));
    assertEquals("net.", some.weights().prefix());
    some.loadPart();
    assertEquals(
        List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"),
        some.unfilled());

    Pretrained none = Pretrained.of(LENET, file(Map.of("a.weight", NUMBERS)));
    FoveaException e = assertThrows(FoveaException.class, none::loadPart);
    assertTrue(e.getMessage().contains("found none that fits (a.weight)"), e.getMessage());
  }

  @Test
  void aCheckpointOfLightningIsRead() {
    Path file = TestData.path("cases/lightning-prefix-model-cifar_resnet20.ckpt");
    Pretrained found = Pretrained.of(WeightFile.read(file));
    assertEquals("cifar_resnet20", found.network().name());
    assertEquals("model.", found.weights().prefix());
    found.load();
  }
}
