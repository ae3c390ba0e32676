package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.inspect.Summary;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Where parameters are found, and that no other place hides one. */
class LayerWalkTest {
  private static final Tensor X = Tensor.full(TensorType.f32(1, 2), 1);

  /** A layer with a component of any type. */
  private record Holder<T>(T part) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x;
    }
  }

  private enum Place {
    STEM,
    BODY,
    HEAD
  }

  private static Linear linear() {
    return new Linear(2, 2).noBias();
  }

  private static void assertNames(Layer layer, String... names) {
    assertEquals(List.of(names), List.copyOf(Parameters.of(layer).keySet()));
    assertEquals(List.of(names), List.copyOf(StateDict.of(layer).keySet()));
  }

  private static String refused(Layer layer) {
    String message = assertThrows(FoveaException.class, () -> Parameters.of(layer)).getMessage();
    assertEquals(message, assertThrows(FoveaException.class, () -> layer.apply(X)).getMessage());
    return message;
  }

  private static void assertRefused(Object part) {
    String message = refused(new Holder<>(part));
    assertTrue(message.startsWith("part: "), message);
    assertTrue(message.contains("put it into a record, a List"), message);
  }

  @Test
  void arraysAreNamedByIndex() {
    record Net(Layer[] blocks, Param[] scales, Linear[][] grid) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        return x;
      }
    }
    Param scale = Param.of(Shape.of(1), Init.ones());
    assertNames(
        new Net(new Layer[] {linear(), linear()}, new Param[] {scale}, new Linear[][] {{linear()}}),
        "blocks.0.weight",
        "blocks.1.weight",
        "scales.0",
        "grid.0.0.weight");
  }

  @Test
  void whatAnOptionalHoldsHasItsName() {
    record Block(Linear main, Optional<Layer> shortcut) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        Tensor y = x.apply(main);
        return shortcut.map(layer -> y.add(x.apply(layer))).orElse(y);
      }
    }
    Block block = new Block(linear(), Optional.of(linear()));
    assertNames(block, "main.weight", "shortcut.weight");
    assertNames(new Block(linear(), Optional.empty()), "main.weight");
    assertEquals(
        List.of("main", "shortcut"),
        Summary.of(block, TensorType.f32(1, 2)).rows().stream()
            .map(Summary.Row::path)
            .filter(path -> !path.isEmpty())
            .toList());
  }

  @Test
  void recordsThatAreNoLayersAreLookedInto() {
    record Pair(@Named("left") Linear first, List<Linear> rest, int size) {}
    assertNames(
        new Holder<>(new Pair(linear(), List.of(linear()), 3)),
        "part.left.weight",
        "part.rest.0.weight");
  }

  @Test
  void mapsWithoutAnOrderOfTheirOwnAreReadByNames() {
    Map<String, Layer> heads =
        Map.of("c", linear(), "a", linear(), "e", linear(), "b", linear(), "d", linear());
    assertNames(
        new Holder<>(heads),
        "part.a.weight",
        "part.b.weight",
        "part.c.weight",
        "part.d.weight",
        "part.e.weight");
  }

  @Test
  void keysMayBeConstantsOrNumbers() {
    Map<Place, Layer> places = new EnumMap<>(Place.class);
    places.put(Place.STEM, linear());
    places.put(Place.BODY, linear());
    places.put(Place.HEAD, linear());
    assertNames(new Holder<>(places), "part.STEM.weight", "part.BODY.weight", "part.HEAD.weight");
    assertNames(new Holder<>(Map.of(7, linear())), "part.7.weight");
  }

  @Test
  void setsAndOtherContainersThatNameNothingAreRefused() {
    assertRefused(Set.of(linear()));
    assertRefused(new ArrayDeque<>(List.of(linear())));
    assertRefused(Map.of(linear(), "weights"));
    assertRefused(Map.of(List.of(1), linear()));
    assertRefused(new AtomicReference<>(linear()));
    String deep = refused(new Holder<>(List.of(Set.of(State.counter()))));
    assertTrue(deep.startsWith("part.0: "), deep);
  }

  /** A class as one would write it elsewhere. */
  private static class Module {
    final List<Layer> layers = new ArrayList<>(List.of(linear()));
  }

  private static final class Wider extends Module {
    final int width = 3;
  }

  /** As {@link Module}, but a layer. */
  private static final class ModuleLayer extends Module implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(layers.getFirst());
    }
  }

  @Test
  void objectsThatAreNoRecordsAreRefusedIfTheyHoldParameters() {
    assertRefused(new Module());
    assertRefused(new Wider());
    assertRefused(new Variable("free", TensorType.f32(1), true, () -> zeros()));
    String message = refusedParameters(Sequential.of(new Relu(), new ModuleLayer()));
    assertTrue(message.startsWith("1: the layer, "), message);
    assertTrue(message.contains("make it a record"), message);
  }

  private static String refusedParameters(Layer layer) {
    return assertThrows(FoveaException.class, () -> Parameters.of(layer)).getMessage();
  }

  private static HostBuffer zeros() {
    return HostBuffer.allocate(TensorType.f32(1));
  }

  @Test
  void functionsThatCaptureLayersAreRefused() {
    Linear hidden = linear();
    Param scale = Param.of(Shape.of(2), Init.ones());
    UnaryOperator<Tensor> capturing = x -> x.apply(hidden);
    assertRefused(capturing);
    Function<Tensor, Tensor> scaling = x -> x.mul(scale.tensor());
    assertRefused(scaling);
    Supplier<Function<Tensor, Tensor>> nested = () -> capturing;
    assertRefused(nested);
    Function<Tensor, Tensor> unreadable = scaling.andThen(Tensor::relu);
    assertRefused(unreadable);
  }

  @Test
  void parametersThatAreFoundElsewhereAreNotHidden() {
    record Tied(Linear embed, UnaryOperator<Tensor> decode, Set<Layer> same) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        return decode.apply(x.apply(embed));
      }
    }
    Linear shared = linear();
    Tied tied = new Tied(shared, x -> x.matmul(shared.weight().tensor()), Set.of(shared));
    assertNames(tied, "embed.weight");
    assertEquals(Shape.of(1, 2), X.apply(tied).shape());
    assertNames(Sequential.of(shared, x -> x.apply(shared)), "0.weight");
  }

  @Test
  void attributesOfAllKindsStayAllowed() {
    record Settings(Window window, double[] scales, List<Map<String, Integer>> table) {}
    record Attributes(
        Settings settings,
        Object anything,
        Number number,
        Set<String> names,
        Map<List<Integer>, Place> places,
        Class<? extends Layer> kind,
        Path path,
        Supplier<Layer> factory,
        UnaryOperator<Tensor> activation,
        Init init,
        Tensor table,
        DType dtype,
        AtomicReference<String> text,
        Optional<Window> window)
        implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        return activation.apply(x);
      }
    }
    Layer layer =
        new Attributes(
            new Settings(Window.of(3), new double[] {1}, List.of()),
            Map.of("a", List.of(1, 2.5)),
            3,
            Set.of("a"),
            Map.of(List.of(1), Place.HEAD),
            Linear.class,
            Path.of("a"),
            LayerWalkTest::linear,
            x -> x.mul(2),
            Init.torchUniform(),
            X,
            DType.F32,
            new AtomicReference<>(""),
            Optional.empty());
    assertNames(layer);
    assertEquals(2, X.apply(layer).floats()[1]);
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    Layer net = Sequential.of(Sequential.of(linear())).with("0.0", linear());
    String message = refused(net);
    assertTrue(message.startsWith("0.0.weight: two parameters have this name"), message);
  }

  @Test
  void aLayerThatContainsItselfIsRefused() {
    List<Layer> parts = new ArrayList<>();
    Layer net = new Holder<>(parts);
    parts.add(net);
    String message = refused(net);
    assertTrue(message.startsWith("part.0: the layer contains itself"), message);
  }

  @Test
  void sharedPartsCountWhereverTheyStand() {
    Linear shared = new Linear(2, 2);
    Layer net = Sequential.of(shared, linear(), new Linear(shared.weight(), Param.none()));
    assertNames(net, "0.weight", "0.bias", "1.weight");
    Parameters.freeze(net, "2");
    assertTrue(!shared.weight().trainable() && shared.bias().trainable());
    Parameters.unfreeze(net, "");
    Parameters.freezeTo(net, "2");
    assertTrue(Parameters.of(net).values().stream().noneMatch(Param::trainable));
  }

  @Test
  void summariesCountParametersInListsAndRecords() {
    record Scales(Param factor) {}
    record Net(Linear fc, List<Param> shifts, Scales scales) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        Tensor y = x.apply(fc).mul(scales.factor().tensor());
        return y.add(shifts.getFirst().tensor());
      }
    }
    Net net =
        new Net(
            linear(),
            List.of(Param.of(Shape.of(2), Init.zeros())),
            new Scales(Param.of(Shape.of(2), Init.ones())));
    Summary summary = Summary.of(net, TensorType.f32(1, 2));
    assertEquals(8, summary.parameters());
    assertEquals(8, summary.rows().stream().mapToLong(Summary.Row::parameters).sum());
  }

  @Test
  void aPathWithoutParametersIsNotInitialized() {
    Layer net = Sequential.of(linear());
    String message =
        assertThrows(FoveaException.class, () -> Parameters.initialize(net, "head", 1))
            .getMessage();
    assertEquals("head: no parameters are found there; use a path such as 0", message);
    Parameters.initialize(Sequential.of(new Relu()), 1);
  }
}
