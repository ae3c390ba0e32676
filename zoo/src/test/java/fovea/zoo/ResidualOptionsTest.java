package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.KeyedRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zero-initialized branches and stochastic depth of residual networks. */
class ResidualOptionsTest {

  /** What comes out of a ReLU, as a block gets it. */
  private static Tensor maps(int channels) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(8, channels, 4, 4));
    Init.normal(1).fill(values, KeyedRandom.of(5, "maps"));
    return Tensor.of(Tensor.of(values).relu().value());
  }

  private static Network create(String spec) {
    Network network = Zoo.create(spec);
    Parameters.initialize(network, 1);
    return network;
  }

  private static Tensor random(long value) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), value));
  }

  private static Tensor trained(Layer block, Tensor x) {
    return Trace.forgetting(() -> Mode.training(random(7), () -> x.apply(block)));
  }

  private static Layer block(Network network, String path) {
    return (Layer) Parameters.layers(network).get(path);
  }

  private static void assertIdentity(Network network, String path, int channels) {
    Tensor x = maps(channels);
    Layer block = block(network, path);
    assertArrayEquals(x.floats(), x.apply(block).floats(), path);
    assertArrayEquals(x.floats(), trained(block, x).floats(), path + " in training");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, layer1.0, 64",
    "resnet18, layer2.1, 128",
    "resnet50, layer1.1, 256",
    "resnext50_32x4d, layer2.3, 512",
    "cifar_resnet20, layer1.0, 16",
    "cifar_resnet20, layer3.2, 64"
  })
  void blocksCanStartAsTheIdentity(String network, String path, int channels) {
    assertIdentity(create(network + ":zero_init_residual=true"), path, channels);
    Tensor x = maps(channels);
    Layer usual = block(create(network), path);
    assertFalse(Arrays.equals(x.floats(), x.apply(usual).floats()));
  }

  @Test
  void aRuleFindsTheLastNormsOfAnyNetwork() {
    Network network = Zoo.create("cifar_resnet20");
    Parameters.initialize(network, 1, List.of(new InitRule(Init.zeros(), "layer*.bn2.weight")));
    for (String path : List.of("layer1.0", "layer1.2")) {
      assertIdentity(network, path, 16);
    }
    Network mobile = Zoo.create("mobilenet_v2");
    Parameters.initialize(
        mobile, 1, List.of(new InitRule(Init.zeros(), "features.*.conv.3.weight")));
    assertIdentity(mobile, "features.3", 24);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, layer4.1, 512",
    "resnet50, layer4.2, 2048",
    "cifar_resnet20, layer3.2, 64",
    "mobilenet_v2, features.16, 160"
  })
  void trainingLeavesBlocksOut(String network, String path, int channels) {
    Layer block = block(create(network + ":stochastic_depth=0.5"), path);
    Tensor x = maps(channels);
    float[] before = x.floats();
    float[] after = trained(block, x).floats();
    int size = before.length / 8;
    int same = 0;
    for (int i = 0; i < 8; i++) {
      same +=
          Arrays.equals(before, i * size, (i + 1) * size, after, i * size, (i + 1) * size) ? 1 : 0;
    }
    assertTrue(same > 0 && same < 8, "examples that are left out: " + same);
    Layer usual = block(create(network), path);
    assertArrayEquals(x.apply(usual).floats(), x.apply(block).floats());
  }

  @Test
  void onlyResidualNetworksHaveThem() {
    assertThrows(FoveaException.class, () -> Zoo.create("plain18:stochastic_depth=0.1"));
    assertThrows(FoveaException.class, () -> Zoo.create("cifar_plain20:zero_init_residual=true"));
    String message =
        assertThrows(FoveaException.class, () -> Zoo.create("resnet18:stochastic_depth=1"))
            .getMessage();
    assertEquals(
        "resnet18: expected a number from 0 to 0.99 for the option stochastic_depth, found 1; use for"
            + " example stochastic_depth=0",
        message);
  }
}
