package fovea.explain.relevance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Gradients;
import fovea.graph.Relevance;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.zoo.Zoo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LrpTest {
  private static final TensorType PICTURE = type(1, 3, 8, 8);
  private static final List<Lrp> RULES =
      List.of(exact("epsilon", SharingRule.epsilon(1e-12)), Lrp.gamma(), Lrp.zPlus(), composite());

  private final Random random = new Random(5);
  private final HostBuffer picture = HostBuffer.of(PICTURE, random.doubles(192).toArray());

  private static Lrp exact(String name, SharingRule rule) {
    return new Lrp(name, rule, rule, false);
  }

  private static Lrp composite() {
    return new Lrp("composite", SharingRule.gamma(0.25), SharingRule.epsilon(1e-12), true);
  }

  private static TensorType type(int... dims) {
    return new TensorType(Shape.of(dims), DType.F64);
  }

  private Tensor drawn(double from, double to, int... dims) {
    TensorType type = type(dims);
    double[] values = random.doubles(type.shape().elements(), from, to).toArray();
    return Tensor.of(HostBuffer.of(type, values));
  }

  private Tensor drawn(int... dims) {
    return drawn(-1, 1, dims);
  }

  private static Tensor none(int channels) {
    return Tensor.full(type(channels), 0);
  }

  /** Padding to one side, groups, a shortcut, both poolings, joined channels; two scores. */
  private Layer network(boolean biases) {
    Window odd = Window.of(3).padding(new Window.Padding(0, 0, 1, 1));
    Window same = Window.of(3).padding(1);
    Tensor first = drawn(4, 3, 3, 3);
    Tensor firstBias = biases ? drawn(-0.3, 0.3, 4) : none(4);
    Tensor depthwise = drawn(4, 1, 3, 3);
    Tensor grouped = drawn(4, 2, 3, 3);
    Tensor gamma = drawn(4);
    Tensor beta = biases ? drawn(-0.3, 0.3, 4) : none(4);
    Tensor mean = biases ? drawn(-0.3, 0.3, 4) : none(4);
    Tensor variance = drawn(0.5, 1.5, 4);
    Tensor dense = drawn(6, 8);
    Tensor head = drawn(2, 6);
    Tensor headBias = biases ? drawn(2) : none(2);
    return x -> {
      Tensor a = x.conv2d(first, firstBias, odd, 1).relu();
      Tensor b =
          Tensor.of(
              new Norm.BatchNormInference(1e-5),
              a.conv2d(depthwise, same, 4),
              gamma,
              beta,
              mean,
              variance);
      Tensor c = b.add(a).relu().maxPool(2).conv2d(grouped, same, 2);
      Tensor d =
          Tensor.of(new Norm.BatchNormInference(1e-5), c.relu(), gamma, beta, mean, variance);
      Tensor e = Tensor.concat(1, List.of(d.averagePool(2), c.clamp(0, 6).maxPool(2)));
      return e.mean(2, 3).linear(dense).relu().linear(head, headBias);
    };
  }

  private static Attributions attribute(Attribution method, Layer network, HostBuffer pictures) {
    TensorType one = pictures.type().with(pictures.type().shape().with(0, 1));
    ExplainedNetwork subject = ExplainedNetwork.of(network, one).on(Device.REFERENCE);
    var targets =
        List.of(new ClassTarget("a", 0), new ClassTarget("b", 1), new ClassTarget("c", 1, -1));
    int count = pictures.type().shape().dim(0);
    return method.on(subject).of(pictures, ClassTarget.weights(subject, targets.subList(0, count)));
  }

  private static double sum(Attributions found) {
    return Arrays.stream(found.values().doubles()).sum();
  }

  private static double measure(Attributions found, String name) {
    return found.measures().getFirst().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private double score(Layer network) {
    return Device.REFERENCE.use(() -> network.apply(Tensor.of(picture)).value().at(0));
  }

  @Test
  void withoutBiasesAllOfTheScoreIsHandedBack() {
    for (Lrp rule : RULES) {
      Layer network = network(false);
      double score = score(network);
      Attributions found = attribute(rule, network, picture);
      assertEquals(score, sum(found), 1e-6 * Math.abs(score), rule.name());
      assertEquals(0, measure(found, "kept by biases"), 1e-12, rule.name());
      assertEquals(0, measure(found, "conservation gap"), 1e-6, rule.name());
    }
  }

  @Test
  void biasesKeepTheirShare() {
    for (Lrp rule : RULES) {
      Layer network = network(true);
      double score = score(network);
      Attributions found = attribute(rule, network, picture);
      double kept = measure(found, "kept by biases");
      assertTrue(Math.abs(kept) > 1e-3, rule.name());
      assertEquals(score, sum(found) + kept * score, 1e-6 * Math.abs(score), rule.name());
      assertEquals(0, measure(found, "conservation gap"), 1e-6, rule.name());
    }
  }

  @Test
  void zPlusHandsBackNothingNegative() {
    Layer network = network(true);
    Layer positive = x -> x.apply(network).mul(x.apply(network));
    Layer started = x -> network.apply(x).abs();
    for (Layer each : List.of(positive, started)) {
      Attributions found = attribute(Lrp.zPlus(), each, picture);
      assertTrue(Arrays.stream(found.values().doubles()).allMatch(value -> value >= 0));
      assertTrue(sum(found) > 0);
    }
  }

  @Test
  void gammaByHand() {
    Tensor weight = Tensor.of(HostBuffer.of(type(2, 2), 3, -1, -3, 1));
    Layer network = x -> x.flatten(1).linear(weight);
    HostBuffer pixels = HostBuffer.of(type(2, 1, 1, 2), 1, 2, 1, 2);
    SharingRule half = SharingRule.gamma(0.5);
    // 1 = 3 - 2: 4.5 and -2 of 2.5. And -1 = -3 + 2: -4.5 and 2 of -2.5.
    double[] found = attribute(exact("half", half), network, pixels).values().doubles();
    assertArrayEquals(new double[] {1.8, -0.8, -1.8, 0.8}, found, 1e-6);
    double[] plus = attribute(Lrp.zPlus(), network, pixels).values().doubles();
    assertArrayEquals(new double[] {1, 0, -1, 0}, plus, 1e-6);
  }

  @Test
  void epsilonIsThatOfTheGraph() {
    Layer network = network(true);
    Tensor x = Tensor.of(picture);
    double[] expected =
        Device.REFERENCE.use(
            () -> {
              Tensor y = network.apply(x);
              Tensor first = Tensor.of(HostBuffer.of(type(1, 2), 1, 0));
              var rule = Relevance.epsilon(1e-9);
              return Gradients.of(y, y.mul(first), List.of(x), rule).getFirst().value().doubles();
            });
    Lrp rule = exact("epsilon", SharingRule.epsilon(1e-9));
    assertArrayEquals(expected, attribute(rule, network, picture).values().doubles(), 1e-5);
  }

  @Test
  void batchNormsAreFolded() {
    Tensor weight = drawn(2, 3, 3, 3);
    Tensor bias = drawn(2);
    Tensor gamma = drawn(2);
    Tensor beta = drawn(2);
    Tensor mean = drawn(2);
    Tensor variance = drawn(0.5, 1.5, 2);
    Tensor scale = gamma.div(variance.add(1e-5).sqrt());
    Tensor shift = bias.sub(mean).mul(scale).add(beta);
    Tensor scaled = weight.mul(scale.reshape(2, 1, 1, 1));
    Window window = Window.of(3).stride(2);
    Layer apart =
        x -> {
          Tensor conv = x.conv2d(weight, bias, window, 1);
          Norm norm = new Norm.BatchNormInference(1e-5);
          return Tensor.of(norm, conv, gamma, beta, mean, variance).relu().mean(2, 3);
        };
    Layer folded = x -> x.conv2d(scaled, shift, window, 1).relu().mean(2, 3);
    for (Lrp rule : RULES) {
      assertArrayEquals(
          attribute(rule, folded, picture).values().doubles(),
          attribute(rule, apart, picture).values().doubles(),
          1e-9,
          rule.name());
    }
  }

  @Test
  void blackPixelsCountIfTheRangeOfPixelsIsKnown() {
    Layer network = network(false);
    HostBuffer black = HostBuffer.allocate(PICTURE);
    HostBuffer half =
        HostBuffer.of(PICTURE, random.doubles(192).map(v -> v < 0.5 ? 0 : v).toArray());
    long inBlack = 0;
    double[] found = attribute(composite(), network, half).values().doubles();
    for (int i = 0; i < found.length; i++) {
      inBlack += half.at(i) == 0 && found[i] != 0 ? 1 : 0;
    }
    assertTrue(inBlack > 20, "black pixels with relevance: " + inBlack);
    Attributions nothing = attribute(composite(), network, black);
    assertTrue(Arrays.stream(nothing.values().doubles()).allMatch(Double::isFinite));
  }

  @Test
  void aBatchIsEachPictureByItself() {
    Layer network = network(true);
    HostBuffer both = HostBuffer.of(type(3, 3, 8, 8), random.doubles(576).toArray());
    ExplainedNetwork subject = ExplainedNetwork.of(network, PICTURE).on(Device.REFERENCE);
    var targets =
        List.of(new ClassTarget("a", 0), new ClassTarget("b", 1), new ClassTarget("c", 1, -1));
    var attributor = Lrp.composite().on(subject);
    var all = attributor.of(both, ClassTarget.weights(subject, targets));
    for (int i = 0; i < 3; i++) {
      var weights = ClassTarget.weights(subject, targets.subList(i, i + 1));
      var alone = attributor.of(both.rows(i, i + 1), weights);
      assertEquals(alone.measures().getFirst(), all.measures().get(i));
      assertArrayEquals(alone.values().doubles(), all.values().rows(i, i + 1).doubles(), 1e-12);
    }
  }

  @Test
  void networksOfTheZooGiveFiniteNumbers() {
    attributeByZoo("mobilenet_v2", Lrp.composite());
    Attributions found = attributeByZoo("resnet18", Lrp.gamma());
    assertEquals(0, measure(found, "conservation gap"), 1e-3);
  }

  private Attributions attributeByZoo(String name, Lrp rule) {
    TensorType type = TensorType.f32(1, 3, 32, 32);
    HostBuffer drawn = HostBuffer.of(type, random.doubles(type.shape().elements()).toArray());
    ExplainedNetwork subject = ExplainedNetwork.of(Zoo.create(name), type);
    var weights = ClassTarget.weights(subject, List.of(new ClassTarget("any", 7)));
    Attributions found = rule.on(subject).of(drawn, weights);
    assertTrue(Arrays.stream(found.values().doubles()).allMatch(Double::isFinite), name);
    assertFalse(found.map(0, rule.reading()).isConstant(), name);
    return found;
  }

  @Test
  void whatHasNoRuleIsRefusedBeforeThereIsAPicture() {
    Tensor dense = drawn(4, 192);
    Layer inside = x -> x.flatten(1).linear(dense).softmax(1).linear(drawn(2, 4));
    ExplainedNetwork subject = ExplainedNetwork.of(inside, PICTURE);
    String message =
        assertThrows(FoveaException.class, () -> Lrp.epsilon().on(subject)).getMessage();
    assertTrue(message.contains("no rule of relevance for softmax"), message);
    Layer last = x -> x.flatten(1).linear(dense).softmax(1);
    Layer logits = x -> x.flatten(1).linear(dense);
    assertArrayEquals(
        attribute(Lrp.epsilon(), logits, picture).values().doubles(),
        attribute(Lrp.epsilon(), last, picture).values().doubles());
    assertThrows(FoveaException.class, () -> SharingRule.epsilon(0));
    assertThrows(FoveaException.class, () -> SharingRule.gamma(-1));
  }

  @Test
  void namesDiffer() {
    Set<String> names = new HashSet<>();
    for (Lrp rule : List.of(Lrp.epsilon(), Lrp.gamma(), Lrp.zPlus(), Lrp.composite())) {
      assertTrue(names.add(rule.name()));
      assertEquals(Attribution.Reading.SIGNED, rule.reading());
    }
  }
}
