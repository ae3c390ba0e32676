package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxShape;
import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.op.Unary;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.activation.PRelu;
import fovea.nn.activation.Tanh;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.ConvTranspose2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.loss.Losses;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ops that the zoo has not, or not in that form: the same answers in ONNX Runtime and again here.
 */
class OpExportTest {
  private static final TensorType PICTURES = TensorType.f32(2, 4, 7, 9);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> ops() {
    return layers().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
  }

  private static SequencedMap<String, Layer> layers() {
    SequencedMap<String, Layer> all = new LinkedHashMap<>();
    for (Class<?> type : Unary.class.getPermittedSubclasses()) {
      Unary function = unary(type);
      boolean anywhere = Double.isFinite(function.formula().value().applyAsDouble(-1));
      all.put(function.name(), x -> Tensor.of(function, anywhere ? x : x.abs().add(0.1)));
    }
    all.put("limits", x -> x.clamp(-0.3, 0.4).add(x.clamp(Double.NEGATIVE_INFINITY, 0)));
    all.put("prelu", new PRelu(4));
    all.put("maxout", x -> x.maxout(2));
    all.put("functions", x -> x.abs().add(0.1).log().exp().sqrt().erf().tanh().sigmoid());
    all.put("affine", x -> x.mul(3).sub(1).div(7).neg());
    all.put("extremes", x -> x.maximum(x.neg()).minimum(x.mul(2).add(1)).minimum(0.5));
    all.put("choice", x -> Tensor.where(x.greater(0.2), x.mul(2), x.exp()));
    all.put("equal", x -> x.equal(x.relu()).add(x.div(x.abs().add(1))));
    all.put("softmax", x -> x.softmax(1).add(x.logSoftmax(-1)));
    all.put("localResponse", x -> x.localResponseNorm(new Norm.LocalResponse(3, 0.1, 0.7, 2)));
    all.put("convolution", new Conv2d(4, 6, 3).stride(2).padding(1).dilation(2).groups(2));
    all.put("sides", new Conv2d(4, 3, Window.of(2, 3).padding(new Window.Padding(0, 1, 1, 2))));
    all.put("transposed", new ConvTranspose2d(4, 6, 3).stride(2).padding(1).outputPadding(1));
    all.put("maxPool", x -> x.maxPool(new Pool.Pooling(Window.of(3).stride(2).padding(1), true)));
    Pool.Pooling partial = new Pool.Pooling(Window.of(3).stride(2).padding(1), true);
    all.put("average", x -> x.averagePool(partial, false));
    all.put("averageCounted", x -> x.averagePool(Window.of(3).stride(2).padding(1)));
    all.put("adaptive", x -> x.adaptiveAveragePool(3, 4));
    all.put("global", x -> x.adaptiveAveragePool(1, 1));
    all.put("bilinear", x -> x.upsampleBilinear(11, 20, false));
    all.put("bilinearCorners", x -> x.upsampleBilinear(11, 20, true));
    all.put(
        "reductions",
        x ->
            x.sum(Axes.of(2).keep())
                .add(x.max(Axes.of(2).keep()))
                .add(x.mean(Axes.of(1, 2).keep())));
    all.put("meanOfAll", x -> x.flatten(1).mean(1));
    all.put("product", x -> x.matmul(x.transpose(0, 1, 3, 2)));
    all.put("rows", Sequential.of(new Linear(9, 5), new Tanh(), new Linear(5, 3).noBias()));
    all.put("pieces", x -> Tensor.concat(1, List.of(x.slice(2, 1, 6, 2), x.slice(2, 0, 3))));
    all.put("padded", x -> x.pad(2, 1, 2).pad(3, 0, 1));
    all.put("picked", x -> x.gather(1, indices(3, 0, 0)));
    all.put("broadcast", x -> x.slice(1, 0, 1).broadcastTo(x.shape()));
    all.put("index", x -> x.argmax(1).cast(DType.F32));
    all.put("constants", x -> x.mul(Tensor.of(Shape.of(4, 1, 1), 1, 2, 3, 4)));
    all.put(
        "large",
        x -> Tensor.full(TensorType.f32(1, 4, 40, 40), 2).mul(x.mean(Axes.of(2, 3).keep())));
    all.put("powers", x -> x.pow(3).add(x.abs().pow(1.5)).add(x.abs().pow(x)));
    all.put("compared", x -> x.less(0).add(x.greaterOrEqual(0.2)).add(x.sign()));
    all.put("variance", x -> x.var(Axes.of(2, 3).keep(), 1).add(x.std(Axes.of(1).keep(), 0)));
    all.put("joined", x -> Tensor.stack(2, List.of(x, x.neg())).cumsum(2).flatten(2));
    all.put("ownGradient", x -> new Doubled().apply(x.add(1)).mul(2));
    all.put("nothing", x -> x);
    return all;
  }

  /** A function of one number, with 0.2, 0.4 and so on as its attributes. */
  private static Unary unary(Class<?> type) {
    Constructor<?> constructor = type.getConstructors()[0];
    Object[] attributes =
        IntStream.rangeClosed(1, constructor.getParameterCount())
            .mapToObj(i -> (Object) (i * 0.2))
            .toArray();
    try {
      return (Unary) constructor.newInstance(attributes);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " takes something else than numbers", e);
    }
  }

  /** An op with a gradient of its own. */
  private record Doubled() implements CustomOp.InTensors {
    @Override
    public List<Tensor> forward(List<Tensor> inputs) {
      return List.of(inputs.getFirst().add(inputs.getFirst()));
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return applied.upstream();
    }
  }

  /** An op in Java. */
  private record Copied() implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return inputs;
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      results.getFirst().data().copyFrom(inputs.getFirst().data());
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return applied.upstream();
    }
  }

  private static Tensor indices(int... places) {
    double[] values = Arrays.stream(places).asDoubleStream().toArray();
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(places.length), DType.I32), values));
  }

  private void check(String name, Layer layer) throws Exception {
    HostBuffer input = Nets.random(PICTURES, new Random(11));
    // First, so that nothing has used the layer before.
    OnnxModel model = OnnxExport.of(layer, PICTURES);
    float[] expected = Nets.answer(layer, input);
    assertTrue(
        model.graph().inputs().getFirst().shape() instanceof OnnxShape.Ranked(var dimensions)
            && dimensions.getFirst() instanceof OnnxDimension.Free,
        name + " has a fixed batch");
    Path file = folder.resolve(name + ".onnx");
    model.write(file);
    Nets.close(expected, Peer.run(file, input), 1e-5, name + ", ONNX Runtime");
    HostBuffer more = Nets.random(TensorType.f32(3, 4, 7, 9), new Random(12));
    Nets.close(Nets.answer(layer, more), Peer.run(file, more), 1e-5, name + ", another batch");
    OnnxNetwork imported = OnnxNetwork.read(file);
    Nets.close(expected, Nets.answer(imported, input), 1e-6, name + ", imported");
    OnnxModel again = OnnxExport.of(imported, PICTURES);
    byte[] third = OnnxExport.of(OnnxNetwork.of(again), PICTURES).bytes();
    assertArrayEquals(again.bytes(), third, name + " does not settle");
  }

  @Test
  void whatFollowsTheBatchInAnotherWayFixesIt() {
    OnnxModel model = OnnxExport.of(x -> x.sub(x.mean()), PICTURES);
    assertEquals(OnnxShape.of(2, 4, 7, 9), model.graph().inputs().getFirst().shape());
  }

  @Test
  void metadataIsCarried() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>(Map.of("classes", "[\"cat\"]"));
    OnnxModel model = OnnxExport.of(Tensor::relu, PICTURES, metadata);
    assertEquals(metadata, OnnxModel.parse(model.bytes()).metadata());
    assertEquals(metadata, OnnxNetwork.of(model).structure().metadata());
  }

  @Test
  void whatOnnxHasNoWordForIsDeclined() {
    Layer loss = x -> Losses.crossEntropy(x.flatten(1), indices(0, 1));
    assertThrows(FoveaException.class, () -> OnnxExport.of(loss, PICTURES));
    Layer even = x -> x.localResponseNorm(new Norm.LocalResponse(4, 0.1, 0.7, 2));
    assertThrows(FoveaException.class, () -> OnnxExport.of(even, PICTURES));
    Layer java = x -> new Copied().apply(x);
    assertEquals(
        "copied is computed by Java code, which no ONNX file can hold; write it in tensors"
            + " (CustomOp.InTensors), or leave it out of the network",
        assertThrows(FoveaException.class, () -> OnnxExport.of(java, PICTURES)).getMessage());
  }
}
