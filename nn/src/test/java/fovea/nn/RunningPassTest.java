package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.IdentityLayer;
import fovea.nn.layer.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningPassTest {
  private static final Tensor X = Tensor.full(TensorType.f32(1, 3, 8, 8), 0);

  /** A layer that writes down where it runs. */
  private record Probe(List<String> seen) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      seen.add(Scope.path());
      return x;
    }
  }

  private record Block(Layer first, @Named("second.odd") Layer other) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(first).apply(other);
    }
  }

  private record Tree(Block stem, List<Layer> stages, Map<String, Layer> heads) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(stem);
      for (Layer stage : stages) {
        y = y.apply(stage);
      }
      for (Layer head : heads.values()) {
        y = y.apply(head);
      }
      return y;
    }
  }

  private final List<String> seen = new ArrayList<>();

  @Test
  void pathsFollowComponentsListsMapsAndAnnotations() {
    Map<String, Layer> heads = new LinkedHashMap<>();
    heads.put("main", new Probe(seen));
    Layer stage = new Block(new Probe(seen), new Probe(seen));
    X.apply(new Tree(new Block(new Probe(seen), new Probe(seen)), List.of(stage), heads));
    assertEquals(
        List.of(
            "stem.first", "stem.second.odd", "stages.0.first", "stages.0.second.odd", "heads.main"),
        seen);
  }

  @Test
  void equalLayersKeepTheirOwnPaths() {
    X.apply(Sequential.of(new Probe(seen), Sequential.of(new Probe(seen)), new Probe(seen)));
    assertEquals(List.of("0", "1.0", "2"), seen);
  }

  @Test
  void aLayerInTwoPlacesIsNamedAfterTheOneThatRuns() {
    Layer shared = new Probe(seen);
    X.apply(
        Sequential.of(
            new Block(shared, new IdentityLayer()), new Block(new IdentityLayer(), shared)));
    assertEquals(List.of("0.first", "1.second.odd"), seen);
  }

  @Test
  void aLayerInsideOfALambdaStartsItsOwnPaths() {
    Block block = new Block(new Probe(seen), new Probe(seen));
    Layer lambda = x -> x.apply(block).relu();
    X.apply(lambda);
    X.apply(Sequential.of(new IdentityLayer(), lambda));
    assertEquals(List.of("first", "second.odd", "1.first", "1.second.odd"), seen);
  }

  @Test
  void errorsNameThePathOfTheLayer() {
    Layer net = Sequential.of(new Conv2d(3, 8, 3), new Block(new Relu(), new Conv2d(16, 8, 3)));
    String message = assertThrows(FoveaException.class, () -> X.apply(net)).getMessage();
    assertTrue(
        message.startsWith("1.second.odd: conv2d: expects an input with 16 channels"), message);
  }

  @Test
  void nodesRememberTheirLayer() {
    Tensor y = X.apply(Sequential.of(new Conv2d(3, 8, 3), new Relu()));
    assertEquals("1", y.node().path());
    assertEquals("0", y.node().input(0).node().path());
  }

  @Test
  void aPartOfALayerHasTheLayersPaths() {
    Block block = new Block(new Probe(seen), new Probe(seen));
    block.apply(x -> x.apply(block.other()), X);
    assertEquals(List.of("second.odd"), seen);
  }
}
