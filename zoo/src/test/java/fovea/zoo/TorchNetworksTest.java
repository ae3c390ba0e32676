package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.loss.Losses;
import fovea.zoo.catalog.NetworkArguments;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks against PyTorch 1.13 and torchvision 0.14: a CRC-32 of all names and shapes of the state
 * dict (lines such as {@code fc.bias [1000]}), and the first, the middle, the last and the largest
 * logit that PyTorch computes in double precision under {@link FormulaWeights}.
 */
class TorchNetworksTest {
  /** More parameters than this take seconds: their logits are a long test. */
  private static final long HEAVY = 12_000_000;

  private static final String NETWORKS =
      """
      alexnet, 61100840, 153650251, -0.191684, -1.12451, 3.321197, 9.859897
      vgg11, 132863336, 2136033290, -3.40964, -2.15619, -1.129254, 9.890191
      vgg11_bn, 132868840, 3950365863, 0.5926297, -1.464368, 4.90039, 11.92104
      vgg13, 133047848, 2138176236, 1.748063, -3.056949, 0.009746369, 7.251159
      vgg13_bn, 133053736, 3913464948, 0.7380459, -2.678345, 1.526883, 10.5249
      vgg16, 138357544, 2922755658, 0.8168979, -0.6810706, 2.543858, 6.154025
      vgg16_bn, 138365992, 1989056219, 1.343793, -1.285712, 1.110303, 9.013753
      vgg19, 143667240, 3933996739, 1.843464, -0.8060977, 3.408412, 6.445008
      vgg19_bn, 143678248, 2072856709, 1.476797, -4.193258, 5.802833, 12.33355
      resnet18, 11689512, 1480467607, 56.13466, 44.75243, 9.301989, 96.64183
      resnet34, 21797672, 2469519694, 1718.467, 1180.584, 1524.856, 5177.311
      resnet50, 25557032, 1691137850, 1918.033, -1501.945, -1022.458, 3278.959
      resnet101, 44549160, 587482532, 6903406, -4646634, -1873564, 1.261525e+07
      resnet152, 60192808, 3752253200, 9.877462e+09, -5.701057e+09, -1.661342e+09, 1.413154e+10
      resnext50_32x4d, 25028904, 3505687632, 511.8239, -2686.378, -275.951, 5428.453
      resnext101_32x8d, 88791336, 2425675168, -915772.3, 3442220, -224501.1, 9068335
      wide_resnet50_2, 68883240, 3066501619, 1665.88, -2379.278, -869.405, 3986.652
      wide_resnet101_2, 126886696, 3268694487, 1668380, -2241970, -1979516, 6632352
      mobilenet_v2, 3504872, 1752642109, -0.08902459, -2.761151, 4.321875, 10.38611
      squeezenet1_0, 1248424, 537389099, 0.4474768, 0.003591966, 0.2657393, 5.545423
      squeezenet1_1, 1235496, 3420832184, 0.1084514, 0.08134409, 0.1033413, 5.750006
      inception_v3, 27161264, 3181253581, 4.85518, 0.06255031, 0.1552593, 5.346491
      inception_v3:aux=false, 23834568, 1114264472, 4.85518, 0.06255031, 0.1552593, 5.346491
      mobilenet_v2:width=0.35, 1677128, 3523672931, 0.877998, -1.558999, 3.918412, 10.74043
      mobilenet_v2:width=1.4, 6108776, 1665529665, 1.13477, 2.18575, 2.610681, 10.1511
      alexnet_original, 60965224, 3682795901, -1.664739, -0.2964748, -1.259417, 4.487244
      toy, 2948, 4119528931, 1.127151, 2.248892, -1.19174, 2.248892
      cifar_resnet20, 269722, 3799938533, 0.07166003, 20.0245, -15.63184, 40.74479
      cifar_resnet20:shortcut=B, 272474, 3015807548, 5.637964, 22.34279, -17.11328, 34.86803
      cifar_resnet56:shortcut=B, 855770, 983708686, -1392.163, 3791.938, -9258.739, 11955.35
      """;

  @ParameterizedTest
  @CsvSource(textBlock = NETWORKS)
  void stateAndLogitsAreThoseOfPyTorch(
      String spec,
      long parameters,
      long crc,
      double first,
      double middle,
      double last,
      double most) {
    Classifier network = Zoo.create(spec);
    assertEquals(parameters, Parameters.count(network));
    assertEquals(crc, crc(network));
    if (parameters <= HEAVY) {
      checkLogits(spec, network, first, middle, last, most);
    }
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource(textBlock = NETWORKS)
  void logitsOfLargeNetworksAreThoseOfPyTorch(
      String spec,
      long parameters,
      long crc,
      double first,
      double middle,
      double last,
      double most) {
    assumeTrue(parameters > HEAVY, "small: no long test");
    checkLogits(spec, Zoo.create(spec), first, middle, last, most);
  }

  private static void checkLogits(
      String spec, Classifier network, double first, double middle, double last, double most) {
    HostBuffer logits = run(spec, 1, network, x -> List.of(x.apply(network))).getFirst();
    long classes = logits.type().shape().elements();
    assertEquals(first, logits.at(0), 1e-3 * most);
    assertEquals(middle, logits.at(classes / 2), 1e-3 * most);
    assertEquals(last, logits.at(classes - 1), 1e-3 * most);
  }

  @ParameterizedTest
  @CsvSource("inception_v3:dropout=0, 7.008902426777762, 6.197033912783673")
  void auxiliaryHeadsAreTrainedToo(String spec, double loss, double auxiliaryLoss) {
    Classifier network = Zoo.create(spec);
    Tensor labels = Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 3, 1));
    Tensor random = Tensor.of(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), 1));
    List<HostBuffer> losses =
        run(
            spec,
            2,
            network,
            x ->
                Mode.training(
                    random,
                    mode -> {
                      Tensor logits = x.apply(network);
                      Mode.Auxiliary auxiliary = mode.auxiliaries().getFirst();
                      assertEquals(0.4, auxiliary.weight());
                      return List.of(
                          Losses.crossEntropy(logits, labels),
                          Losses.crossEntropy(auxiliary.logits(), labels));
                    }));
    assertEquals(loss, losses.get(0).at(0), 1e-3 * loss);
    assertEquals(auxiliaryLoss, losses.get(1).at(0), 1e-3 * auxiliaryLoss);
  }

  /** What a function computes on {@code n} pictures with the network's weights by formula. */
  private static List<HostBuffer> run(
      String spec, int n, Layer network, Function<Tensor, List<Tensor>> body) {
    var values = new LinkedHashMap<String, HostBuffer>();
    StateDict.shapes(network)
        .forEach((name, shape) -> values.put(name, FormulaWeights.state(name, shape)));
    StateDict.load(network, values);
    NetworkArguments usual = Zoo.architecture(spec).defaults();
    Shape pictures = Shape.of(n, usual.channels(), usual.height(), usual.width());
    return Compiled.of(in -> body.apply(in.getFirst()))
        .on(fastest())
        .call(List.of(FormulaWeights.input(pictures)));
  }

  static Device fastest() {
    try {
      Engine.instance().report(Device.CPU);
      return Device.CPU;
    } catch (FoveaException e) {
      return Device.REFERENCE;
    }
  }

  private static long crc(Layer network) {
    CRC32 crc = new CRC32();
    StateDict.shapes(network)
        .forEach(
            (name, shape) ->
                crc.update((name + " " + shape + "\n").getBytes(StandardCharsets.UTF_8)));
    return crc.getValue();
  }
}
