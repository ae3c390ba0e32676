package fovea.onednn;

import fovea.graph.Conv;
import fovea.graph.DType;
import fovea.graph.HostBuffer;
import fovea.graph.Layout;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.graph.Window;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Binary;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.Eltwise;
import fovea.onednn.ffm.MatMul;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import java.util.List;

/** Convolutions with 3×3 kernels by {@link Winograd}'s method, where it takes less time. */
final class WinogradKernels {
  /** With fewer channels the transforms take what the products save. */
  private static final int CHANNELS = 128;

  /** With fewer tiles the products of inference are bound by reading the factors of the weight. */
  private static final int TILES = 64;

  private static final String BLOCKED = "nChw16c";
  private static final String CHANNELS_LAST = "nhwc";

  private WinogradKernels() {}

  /**
   * Whether a convolution, and the gradient of its input, should go this way.
   *
   * @param trains whether the weight is another one in each run
   */
  static boolean worthwhile(ConvGeometry geometry, boolean trains) {
    Window window = geometry.conv().window();
    Shape weight = geometry.weight().shape();
    boolean fits =
        geometry.x().dtype() == DType.F32
            && geometry.conv().groups() == 1
            && window.kernel().equals(Window.of(3).kernel())
            && window.stride().equals(Window.of(3).stride())
            && window.dilation().equals(Window.of(3).dilation())
            && Math.max(window.padding().top(), window.padding().bottom()) <= 2
            && Math.max(window.padding().left(), window.padding().right()) <= 2;
    int least = Math.min(weight.dim(0), weight.dim(1));
    int most = Math.max(weight.dim(0), weight.dim(1));
    long tiles =
        Math.min(Winograd.tiles(geometry.x().shape()), Winograd.tiles(geometry.y().shape()));
    // A weight has four times as many factors as elements: they must serve enough tiles, more where
    // they are made anew each time.
    long enough = trains ? most / 2 : Math.max(TILES, most / 4);
    return fits
        && weight.dim(0) % 16 == 0
        && weight.dim(1) % 16 == 0
        && least >= CHANNELS
        && tiles >= enough;
  }

  static void forward(Kernel.ConvFused fused, Step step, Lowering to) {
    Value x = step.input(0);
    Window.Padding padding = fused.conv().window().padding();
    WinogradPass pass =
        new WinogradPass(
            x.type().shape(),
            step.output().type().shape(),
            padding.top(),
            padding.left(),
            layout(x, to));
    Slot weight = weight(step, step.input(1), false, to);
    Slot result = pass(pass, step, new Source(x, weight), to);
    finish(fused, step, result, to);
  }

  static void inputGrad(Conv.InputGrad grad, Step step, Lowering to) {
    Value dy = step.input(0);
    Window.Padding padding = grad.window().padding();
    WinogradPass pass =
        new WinogradPass(
            dy.type().shape(),
            step.output().type().shape(),
            2 - padding.top(),
            2 - padding.left(),
            layout(dy, to));
    pass(pass, step, new Source(dy, weight(step, step.input(1), true, to)), to);
  }

  /** Goes on in the layout of what is read; channels last if that is neither of both. */
  private static String layout(Value x, Lowering to) {
    return to.slot(x).layout().name().equals(BLOCKED) ? BLOCKED : CHANNELS_LAST;
  }

  /** What a pass reads: a picture and the factors of the weight. */
  private record Source(Value picture, Slot weight) {}

  private static Slot pass(WinogradPass pass, Step step, Source source, Lowering to) {
    MemoryDesc from = desc(pass, source.picture().type());
    Slot picture = to.in(source.picture(), from);
    Slot result = to.result(step.output(), desc(pass, step.output().type()));
    Slot zeros = new Slot(new Slot.Place.Full(0), Layout.plain(TensorType.f32(pass.zeros())));
    Slot input = given(Winograd.input());
    Slot output = given(Winograd.output());
    Slot bordered = Lowering.scratch(pass.borderedBytes());
    Slot first = Lowering.scratch(pass.factorBytes());
    Slot second = Lowering.scratch(pass.factorBytes());
    Slot pad = Lowering.scratch(Math.max(1, pass.padBytes()));
    to.sequence(
        step,
        pass.implementation(),
        new Lowering.Places(
            List.of(picture, source.weight(), zeros, input, output),
            List.of(result),
            List.of(bordered, first, second, pad)),
        (memory, stream) ->
            pass.bind(
                new WinogradPass.Buffers(
                    memory.of(picture),
                    memory.of(zeros),
                    memory.of(input),
                    memory.of(output),
                    memory.of(source.weight()),
                    memory.of(bordered),
                    memory.of(first),
                    memory.of(second),
                    memory.of(pad),
                    memory.of(result)),
                stream));
    return result;
  }

  private static Slot given(HostBuffer matrix) {
    return new Slot(new Slot.Place.Given(matrix), Layout.plain(matrix.type()));
  }

  private static MemoryDesc desc(WinogradPass pass, TensorType type) {
    return MemoryDesc.of(DataType.F32, pass.layout(), Descs.dims(type.shape()));
  }

  /** The factors {@code [36, c, k]} of a weight; {@code [36, k, c]} of the turned one. */
  private static Slot weight(Step step, Value weight, boolean turned, Lowering to) {
    Shape shape = weight.type().shape();
    long k = shape.dim(0);
    long c = shape.dim(1);
    long pixel = k * c;
    long[] strides =
        turned ? new long[] {c, 1, 3 * pixel, pixel} : new long[] {1, k, 3 * pixel, pixel};
    Slot pixels = to.in(weight, MemoryDesc.strided(DataType.F32, Descs.dims(shape), strides));
    Slot matrix = given(turned ? Winograd.turnedWeight() : Winograd.weight());
    Slot factors =
        Slot.temporary(Layout.plain(TensorType.f32(Winograd.PRODUCTS, (int) c, (int) k)));
    MemoryDesc a = MemoryDesc.plain(DataType.F32, Winograd.PRODUCTS, 9);
    MemoryDesc b = MemoryDesc.plain(DataType.F32, 9, pixel);
    MemoryDesc y = MemoryDesc.plain(DataType.F32, Winograd.PRODUCTS, pixel);
    PrimitiveDesc product = MatMul.create(Operands.of(a, b, y), Attributes.standard());
    to.roles()
        .read(Arg.SOURCE, matrix, a)
        .read(Arg.WEIGHTS, pixels, b)
        .write(Arg.DESTINATION, factors, y)
        .call(
            new Call.Label(
                step.path(),
                "winogradWeight",
                weight.type().toString(),
                product.implementation(),
                false),
            product);
    return factors;
  }

  /** Bias, summand and activation in one more pass, where the convolution is fused with any. */
  private static void finish(Kernel.ConvFused fused, Step step, Slot result, Lowering to) {
    MemoryDesc data = Descs.of(result);
    // In the same layout, for which oneDNN has a kernel: whole blocks of 16 lie as in a row.
    MemoryDesc channels =
        MemoryDesc.of(DataType.F32, data.layout(), 1, step.output().type().shape().dim(1), 1, 1);
    Lowering.Roles roles = to.roles().read(Arg.SOURCE, result).write(Arg.DESTINATION, result);
    if (fused.residual()) {
      roles.read(Arg.SOURCE_1, to.in(step.inputs().getLast(), data));
      Attributes attributes = Attributes.standard();
      if (fused.bias()) {
        roles.read(Arg.postOp(0), to.plain(step.input(2)), channels);
        attributes = attributes.then(new PostOp.Combine(Binary.Algorithm.ADD, channels));
      }
      finish(step, roles, add(data, data, ConvKernels.activated(fused, attributes)));
    } else if (fused.bias()) {
      roles.read(Arg.SOURCE_1, to.plain(step.input(2)), channels);
      finish(step, roles, add(data, channels, ConvKernels.activated(fused, Attributes.standard())));
    } else {
      fused
          .activation()
          .flatMap(PointwiseKernels::function)
          .map(function -> Eltwise.forward(Propagation.INFERENCE, function, data, data))
          .ifPresent(primitive -> finish(step, roles, primitive));
    }
  }

  private static void finish(Step step, Lowering.Roles roles, PrimitiveDesc primitive) {
    String type = step.output().type().toString();
    roles.call(
        new Call.Label(step.path(), "winogradFinish", type, primitive.implementation(), false),
        primitive);
  }

  private static PrimitiveDesc add(MemoryDesc data, MemoryDesc other, Attributes attributes) {
    return Binary.create(Binary.Algorithm.ADD, new Binary.Operands(data, other, data), attributes);
  }
}
