package fovea.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.Codecs;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values of losses as PyTorch 1.13 gives them in f64, and what they refuse. */
class LossesTest {
  private static final Tensor X = numbers(4, 3, 0.5, -1, 2, 3, 0.25, -0.75, -2, 1.5, 1, 0, 0, 4);
  private static final Tensor LABELS = labels(2, 0, 1, 1);
  private static final Tensor SHARES =
      numbers(4, 3, 0.1, 0.2, 0.7, 1, 0, 0, 0.5, 0.25, 0.25, 0, 0.6, 0.4);
  private static final Tensor BITS = numbers(4, 3, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1);

  private static Tensor numbers(int rows, int columns, double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(rows, columns), DType.F64), values));
  }

  private static Tensor labels(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values));
  }

  private static double[] values(Tensor tensor) {
    return Device.REFERENCE.use(tensor::value).doubles();
  }

  /** The loss, and the gradient of the first row of {@link #X}. */
  private static void assertLoss(double expected, Tensor loss, double... gradient) {
    assertEquals(Shape.scalar(), loss.shape());
    assertEquals(expected, values(loss)[0], 1e-12);
    double[] found = values(loss.gradients(List.of(X)).getFirst());
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], found[i], 1e-11);
    }
  }

  private static void assertRefused(String expected, Executable body) {
    assertEquals(expected, assertThrows(FoveaException.class, body).getMessage());
  }

  @Test
  void crossEntropy() {
    double[] slope = {0.043822598035, 0.009778143318, -0.053600741353};
    assertLoss(1.2134545539933574, Losses.crossEntropy(X, LABELS), slope);
    double[] smooth = {0.035489264702, 0.001444809984, -0.036934074686};
    assertLoss(1.3051212206600242, Losses.crossEntropy(X, LABELS, 0.1), smooth);
    CrossEntropy weighted = new CrossEntropy().weights(1, 0.5, 3);
    double[] weightedSlope = {0.105174235284, 0.023467543962, -0.128641779246};
    assertLoss(0.6144206165494998, weighted.loss(X, LABELS), weightedSlope);
    double[] both = {0.093248856853, 0.018960833431, -0.112209690284};
    assertLoss(0.7560931013737527, weighted.smoothing(0.1).loss(X, LABELS), both);
    double[] ignoring = {0.08764519607, 0.019556286635, -0.107201482705};
    assertLoss(0.16257138144646952, new CrossEntropy().ignore(1).loss(X, LABELS), ignoring);
    double[] all = {0.116561071066, 0.023701041789, -0.140262112855};
    assertLoss(0.3241483920884505, weighted.smoothing(0.1).ignore(1).loss(X, LABELS), all);
    double[] others = {0.086747624989, 0.01243426546, -0.099181890449};
    assertLoss(0.9595710422350356, weighted.smoothing(0.3).ignore(0).loss(X, LABELS), others);
  }

  @Test
  void crossEntropyOfProbabilities() {
    double[] slope = {0.018822598035, -0.040221856682, 0.021399258647};
    assertLoss(1.4697045539933573, Losses.crossEntropy(X, SHARES), slope);
    CrossEntropy weighted = new CrossEntropy().weights(1, 0.5, 3).smoothing(0.1);
    double[] both = {0.066452834304, -0.004959188501, -0.061493645803};
    assertLoss(1.4115796607493283, weighted.loss(X, SHARES), both);
  }

  @Test
  void crossEntropyOfMixedExamples() {
    Tensor others = labels(1, 2, 0, 1);
    Tensor all = vector(0.3, 0.3, 0.3, 0.3);
    for (CrossEntropy loss :
        List.of(
            new CrossEntropy(),
            new CrossEntropy().smoothing(0.1),
            new CrossEntropy().weights(1, 0.5, 3).smoothing(0.1))) {
      // The others are the labels in another order, so that the weights of both add up to the same.
      double first = values(loss.loss(X, LABELS))[0];
      double second = values(loss.loss(X, others))[0];
      assertMixed(0.3 * first + 0.7 * second, loss, others, all);
      assertMixed(first, loss, others, vector(1, 1, 1, 1));
      assertMixed(second, loss, others, vector(0, 0, 0, 0));
      assertMixed(first, loss, LABELS, vector(0.2, 0.4, 0.6, 0.9));
    }
    Tensor probabilities = numbers(4, 3, 0, 0.8, 0.2, 0.4, 0, 0.6, 0.1, 0.9, 0, 0, 1, 0);
    double expected = values(Losses.crossEntropy(X, probabilities, 0.1))[0];
    Tensor shares = vector(0.2, 0.4, 0.9, 0.5);
    assertMixed(expected, new CrossEntropy().smoothing(0.1), others, shares);
    // Of the second class, each row counts with what its first does not have.
    CrossEntropy ignoring = new CrossEntropy().ignore(1);
    double[] logs = values(X.logSoftmax(1));
    double sum = 0.2 * logs[2] + 0.4 * logs[3] + 0.6 * logs[5] + 0.1 * logs[6];
    assertMixed(-sum / (0.2 + 0.4 + 0.6 + 0.1), ignoring, others, shares);
  }

  private static Tensor vector(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.F64), values));
  }

  /** The loss, and its gradient against finite differences. */
  private static void assertMixed(
      double expected, CrossEntropy loss, Tensor others, Tensor shares) {
    double[] slope = new double[12];
    double[] x = values(X);
    for (int i = 0; i < x.length; i++) {
      double[] more = x.clone();
      double[] less = x.clone();
      more[i] += 1e-4;
      less[i] -= 1e-4;
      double above = values(loss.mixed(numbers(4, 3, more), LABELS, others, shares))[0];
      double below = values(loss.mixed(numbers(4, 3, less), LABELS, others, shares))[0];
      slope[i] = (above - below) / 2e-4;
    }
    Tensor mixed = loss.mixed(X, LABELS, others, shares);
    assertLoss(expected, mixed);
    double[] found = values(mixed.gradients(List.of(X)).getFirst());
    for (int i = 0; i < slope.length; i++) {
      assertEquals(slope[i], found[i], 1e-7);
    }
  }

  @Test
  void crossEntropyOfMaps() {
    Tensor map = X.transpose(1, 0).reshape(1, 3, 2, 2);
    CrossEntropy loss = new CrossEntropy().weights(1, 0.5, 3).smoothing(0.2).ignore(0);
    double[] slope = {0.101654348028, 0.018067653624, -0.119722001652};
    assertLoss(0.8887366628660003, loss.loss(map, LABELS.reshape(1, 2, 2)), slope);
    Tensor same = Losses.crossEntropy(map, LABELS.reshape(1, 2, 2));
    assertLoss(1.2134545539933574, same);
  }

  @Test
  void whatIsIgnoredNeedsNoClass() {
    Tensor partly = labels(2, -100, 255, 1);
    Tensor rows = Tensor.concat(0, List.of(X.slice(0, 0, 1), X.slice(0, 3, 4)));
    double expected = values(Losses.crossEntropy(rows, labels(2, 1)))[0];
    assertLoss(expected, new CrossEntropy().ignore(-100, 255).loss(X, partly));
    FoveaException refused =
        assertThrows(
            FoveaException.class, () -> values(new CrossEntropy().ignore(255).loss(X, partly)));
    assertTrue(refused.getMessage().contains("index -100"), refused.getMessage());
  }

  @Test
  void nothingIsLeft() {
    Tensor loss = new CrossEntropy().ignore(7).smoothing(0.1).loss(X, labels(7, 7, 7, 7));
    assertLoss(0, loss, 0, 0, 0);
    assertLoss(0, new CrossEntropy().weights(1, 0, 1).loss(X, labels(1, 1, 1, 1)), 0, 0, 0);
  }

  @Test
  void binaryCrossEntropy() {
    double[] slope = {0.0435382776, 0.005745118447, 0.015066423165};
    assertLoss(0.8955593104908696, Losses.binaryCrossEntropyWithLogits(X, SHARES), slope);
    BinaryCrossEntropy weighted = new BinaryCrossEntropy().positiveWeights(1, 0.5, 3);
    double[] weightedSlope = {0.0435382776, 0.011837273269, 0.001159415596};
    assertLoss(0.8942595620646924, weighted.loss(X, SHARES), weightedSlope);
    Tensor rows = numbers(4, 1, 1, 0, 2, 0.5);
    assertLoss(0.9426886740968379, weighted.loss(X, SHARES, rows), weightedSlope);
    Tensor one = new BinaryCrossEntropy().positiveWeights(1).loss(X, SHARES);
    assertLoss(0.8955593104908696, one, slope);
  }

  @Test
  void focal() {
    double[] slope = {0.00557681328, 0.00124435524, -0.00682116852};
    assertLoss(0.9952044215470414, Losses.focal(X, LABELS, 2), slope);
    assertLoss(1.2134545539933574, Losses.focal(X, LABELS, 0));
    assertLoss(0.5245747677167588, new Focal(1.5).weights(1, 0.5, 3).loss(X, LABELS));
    Focal all = new Focal(2).weights(1, 0.5, 3).smoothing(0.1);
    double[] smooth = {0.008332951202, -0.000802096203, -0.007530854999};
    assertLoss(0.669851516950738, all.loss(X, LABELS), smooth);
    double[] ignoring = {0.016665902403, -0.001604192406, -0.015061709997};
    assertLoss(0.2648715178735903, all.ignore(1).loss(X, LABELS), ignoring);
    Tensor share = Tensor.of(HostBuffer.of(X.type().with(Shape.of(4)), 0.3, 0.3, 0.3, 0.3));
    double mixed = 0.3 * 0.669851516950738 + 0.7 * values(all.loss(X, labels(0, 1, 2, 2)))[0];
    assertLoss(mixed, all.mixed(X, LABELS, labels(0, 1, 2, 2), share));
    assertLoss(0, all.ignore(7).loss(X, labels(7, 7, 7, 7)), 0, 0, 0);
    double[] shares = {-0.007040708048, -0.051489611114, 0.058530319162};
    assertLoss(1.3031651663391954, new Focal(1.5).loss(X, SHARES), shares);
    double[] binary = {-0.002873687445, 0.003286320624, 0.067294608153};
    assertLoss(0.39211578468578123, new BinaryFocal(2).alpha(0.25).loss(X, BITS), binary);
    double entropy = values(Losses.binaryCrossEntropyWithLogits(X, BITS))[0];
    assertLoss(entropy, Losses.binaryFocal(X, BITS, 0));
  }

  @Test
  void balancedWeightsMakeClassesCountAlike() {
    assertArrayEquals(new double[] {100.0 / 190, 10}, ClassWeights.balanced(95, 5));
    assertArrayEquals(new double[] {1, 1, 1}, ClassWeights.balanced(7, 7, 7));
    assertArrayEquals(new double[] {1, 0, 1}, ClassWeights.balanced(3, 0, 3));
    assertRefused(
        "weights of classes without examples; count those of the training part",
        () -> ClassWeights.balanced(0, 0));
    assertRefused(
        "a class of -1 examples; use counts of 0 or more", () -> ClassWeights.balanced(3, -1));
  }

  @Test
  void filesAndUsersNameThem() {
    for (ClassificationLoss loss :
        List.of(
            new CrossEntropy(),
            new CrossEntropy().smoothing(0.1).weights(1, 2).ignore(-100),
            new Focal(2),
            new Focal(1.5).smoothing(0.1).weights(1, 2, 3).ignore(0))) {
      Codecs<ClassificationLoss> codecs = ClassificationLoss.codecs();
      assertEquals(loss, codecs.read(codecs.write(loss)));
      assertEquals(loss, codecs.parse(codecs.text(loss)));
    }
    assertEquals(
        new CrossEntropy().smoothing(0.1),
        ClassificationLoss.codecs().parse("cross_entropy:smoothing=0.1"));
    assertEquals(new Focal(3), ClassificationLoss.codecs().parse("focal:gamma=3"));
  }

  @Test
  void margins() {
    double[] slope = {-1.0 / 12};
    assertLoss(17.0 / 12, Losses.hinge(X, BITS.mul(2).sub(1)), slope);
    assertLoss(0.4666666666666667, Losses.multiMargin(X, LABELS, 0.7), 0, 0, 0);
  }

  @Test
  void divergence() {
    double[] slope = {0.018822598035, -0.040221856682, 0.021399258647};
    assertLoss(0.8410668063952296, Losses.klDivergence(X.logSoftmax(1), SHARES), slope);
  }

  @Test
  void differences() {
    double[] squared = {0.066666666667, -0.2, 0.216666666667};
    assertLoss(2.4675, Losses.meanSquaredError(X, SHARES), squared);
    assertLoss(1.2166666666666666, Losses.l1(X, SHARES), 1.0 / 12, -1.0 / 12, 1.0 / 12);
    double[] huber = {0.033333333333, -0.05, 0.05};
    assertLoss(0.5717708333333333, Losses.huber(X, SHARES, 0.6), huber);
    double[] smooth = {0.055555555556, -0.083333333333, 0.083333333333};
    assertLoss(0.9529513888888889, Losses.smoothL1(X, SHARES, 0.6), smooth);
  }

  /** In f32, as networks have them. */
  @Test
  void farOutputsAreNoProblem() {
    for (double far : new double[] {30, 1e4, -1e4}) {
      Tensor x = X.mul(far).cast(DType.F32);
      Tensor bits = BITS.cast(DType.F32);
      Tensor shares = SHARES.cast(DType.F32);
      CrossEntropy entropy = new CrossEntropy().weights(1, 0.5, 3).smoothing(0.1).ignore(0);
      Stream<Tensor> losses =
          Stream.of(
              Losses.crossEntropy(x, LABELS),
              Losses.crossEntropy(x, shares),
              entropy.loss(x, LABELS),
              Losses.binaryCrossEntropyWithLogits(x, bits),
              new BinaryCrossEntropy().positiveWeights(3).loss(x, bits),
              Losses.focal(x, LABELS, 2),
              Losses.focal(x, LABELS, 0.5),
              Losses.binaryFocal(x, bits, 2),
              Losses.binaryFocal(x, bits, 0.5),
              Losses.hinge(x, bits),
              Losses.multiMargin(x, LABELS, 1),
              Losses.klDivergence(x.logSoftmax(1), shares),
              Losses.huber(x, shares, 1));
      losses.forEach(
          loss -> {
            double[] gradient = values(loss.gradients(List.of(x)).getFirst());
            assertTrue(Double.isFinite(values(loss)[0]), loss::toString);
            assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), loss::toString);
          });
    }
    double sure = values(Losses.binaryCrossEntropyWithLogits(X.mul(0).add(1e4), BITS))[0];
    assertEquals(5e3, sure, 1e-9);
  }

  /** 8 bits of precision are too few for 1001 and 1003. */
  @Test
  void mixedPrecisionLeavesThemExact() {
    Tensor targets = Tensor.of(Shape.of(1, 2), 1001, 1003);
    Compiled function =
        Precision.BF16.use(
            () ->
                Compiled.of(
                    in -> {
                      Tensor output = in.get(0).linear(in.get(1));
                      return List.of(
                          Losses.meanSquaredError(output, targets),
                          Losses.l1(output, targets),
                          Losses.huber(output, targets, 1),
                          Losses.hinge(output, targets),
                          Losses.binaryCrossEntropyWithLogits(output.mul(-1), targets));
                    }));
    List<HostBuffer> losses =
        function
            .on(Device.REFERENCE)
            .call(
                List.of(
                    HostBuffer.of(TensorType.f32(1, 1), 1),
                    HostBuffer.of(TensorType.f32(2, 1), 1, 2)));
    double[] expected = {1000.5 * 1000.5, 1000.5, 1000, 0, 1503.72};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], losses.get(i).at(0), 0.5, "loss " + i);
    }
  }

  @Test
  void targetsFitTheOutput() {
    assertRefused(
        "meanSquaredError: the output is [4, 3], the targets are [4]; give targets of the output's"
            + " shape, or the network as many outputs",
        () -> Losses.meanSquaredError(X, numbers(1, 4, 1, 2, 3, 4).reshape(4)));
    assertRefused(
        "l1: the output is [4, 3], the targets are [3, 4]; reshape one of them to the other's shape",
        () -> Losses.l1(X, SHARES.reshape(3, 4)));
    assertRefused(
        "binaryCrossEntropyWithLogits: the output is [4, 3], the targets are [4]; give targets of"
            + " the output's shape, or the network as many outputs",
        () -> Losses.binaryCrossEntropyWithLogits(X, LABELS));
    assertRefused(
        "huber: the targets are whole numbers, i32[4, 3]; cast them: targets.cast(DType.F64)",
        () -> Losses.huber(X, BITS.cast(DType.I32), 1));
    assertRefused(
        "crossEntropy: the targets are f64[4] where class indices are needed; pass i32 of shape [4]",
        () -> Losses.crossEntropy(X, LABELS.cast(DType.F64)));
    assertRefused(
        "crossEntropy: the targets are i64[4] where class indices are needed; cast them:"
            + " targets.cast(DType.I32)",
        () -> Losses.crossEntropy(X, LABELS.cast(DType.I64)));
    assertRefused(
        "crossEntropy: the output is [4, 3], the class indices are [3]; pass class indices of shape"
            + " [4]",
        () -> Losses.crossEntropy(X, labels(0, 1, 2)));
    assertRefused(
        "crossEntropy: the output is [4, 3], the targets are [3, 4]; reshape one of them to the"
            + " other's shape",
        () -> Losses.crossEntropy(X, SHARES.reshape(3, 4)));
    assertRefused(
        "focal expects an output [n, classes] or [n, classes, …], found [12]; add the missing axis:"
            + " output.unsqueeze(0)",
        () -> Losses.focal(X.reshape(12), LABELS, 2));
  }

  @Test
  void options() {
    assertRefused(
        "2 class weights for an output of 3 classes; give one for each class",
        () -> new CrossEntropy().weights(1, 2).loss(X, LABELS));
    assertRefused(
        "a class weight of -1.0; use numbers of 0 or more", () -> new CrossEntropy().weights(-1));
    assertRefused(
        "crossEntropy: label smoothing 1.0; use 0 or more and less than 1",
        () -> new CrossEntropy().smoothing(1));
    assertRefused(
        "crossEntropy: labels are to be ignored, and the targets are probabilities; make the"
            + " probabilities of what is to be ignored 0, or pass class indices",
        () -> new CrossEntropy().ignore(0).loss(X, SHARES));
    assertRefused(
        "binaryCrossEntropyWithLogits: the output is [4, 3], the weights are [2, 4, 3]; give weights"
            + " that broadcast to the output's shape",
        () -> new BinaryCrossEntropy().loss(X, BITS, Tensor.stack(0, List.of(X, X))));
    assertRefused(
        "focal: label smoothing 1.0; use 0 or more and less than 1",
        () -> new Focal(2).smoothing(1));
    assertRefused("focal: gamma -1.0; use 0 or more, 2 as a rule", () -> new Focal(-1));
    assertRefused(
        "smoothL1 with a limit of 0.0; use a number above 0", () -> Losses.smoothL1(X, SHARES, 0));
  }
}
