package fovea.nn.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.Axes;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.PRelu;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.ConvTranspose2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private record Net(Conv2d conv, PRelu act, List<Linear> heads) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv).apply(act).maxPool(2);
      return y.flatten(1).apply(heads.getFirst());
    }
  }

  private static final ReceptiveField FIVE = square(5, 1);
  private static final ReceptiveField SIX = square(6, 2);
  private static final ReceptiveField ALL = square(32, 0);

  private static ReceptiveField square(int size, int stride) {
    var axis = new ReceptiveField.Axis(size, stride, 0);
    return new ReceptiveField(axis, axis);
  }

  private final Net net = new Net(new Conv2d(1, 6, 5), new PRelu(1), List.of(new Linear(1176, 10)));

  @Test
  void hasARowForEachLayerAndEachOpBetween() {
    Summary summary = Summary.of(net, TensorType.f32(1, 1, 32, 32));
    assertEquals(
        List.of(
            new Summary.Row(
                "conv", "conv", "Conv2d", Shape.of(1, 6, 28, 28), 156, 117_600, 18_816, FIVE),
            new Summary.Row("act", "act", "PRelu", Shape.of(1, 6, 28, 28), 1, 0, 18_816, FIVE),
            new Summary.Row("maxPool", "", "maxPool", Shape.of(1, 6, 14, 14), 0, 0, 4_704, SIX),
            new Summary.Row("reshape", "", "reshape", Shape.of(1, 1176), 0, 0, 4_704, ALL),
            new Summary.Row(
                "heads.0", "heads.0", "Linear", Shape.of(1, 10), 11_770, 11_760, 40, ALL)),
        summary.rows());
    assertEquals(2, summary.depth());
    assertEquals(156 + 1 + 11_770, summary.parameters());
    assertEquals(129_360, summary.multiplyAdds());
  }

  @Test
  void countsTheWholeBatchAndFrozenParameters() {
    Parameters.freeze(net, "conv");
    Summary summary = Summary.of(net, TensorType.f32(2, 1, 32, 32));
    assertEquals(258_720, summary.multiplyAdds());
    assertEquals(11_771, summary.trainable());
  }

  @Test
  void countsTransposedAndGroupedConvolutions() {
    TensorType x = TensorType.f32(1, 4, 5, 5);
    // Each of 100 inputs meets 3 kernels of 2 x 2.
    assertEquals(1_200, Summary.of(new ConvTranspose2d(4, 3, 2), x).multiplyAdds());
    // Each of 100 outputs sums 1 x 3 x 3 inputs.
    assertEquals(900, Summary.of(new Conv2d(4, 4, 3).padding(1).groups(4), x).multiplyAdds());
  }

  @Test
  void sharedParametersCountOnce() {
    Linear shared = new Linear(3, 3);
    Summary summary = Summary.of(Sequential.of(shared, new Relu(), shared), TensorType.f32(1, 3));
    assertEquals(12, summary.parameters());
    assertEquals(List.of("0", "1", "0_1"), summary.rows().stream().map(Summary.Row::name).toList());
    assertEquals(12, summary.rows().stream().mapToLong(Summary.Row::parameters).sum());
    assertEquals(18, summary.multiplyAdds());
  }

  @Test
  void lambdasAreNamedAfterTheirOps() {
    Layer network = Sequential.of(new Linear(3, 3), Tensor::relu, x -> x.mul(x).sqrt());
    assertEquals(
        List.of("Linear", "relu", "mul", "sqrt"),
        Summary.of(network, TensorType.f32(1, 3)).rows().stream().map(Summary.Row::kind).toList());
  }

  @Test
  void aWrongInputIsExplained() {
    assertThrows(FoveaException.class, () -> Summary.of(net, TensorType.f32(1, 3, 32, 32)));
  }

  private static ReceptiveField lastField(Layer network, int height, int width) {
    return Summary.of(network, TensorType.f32(1, 2, height, width))
        .rows()
        .getLast()
        .receptiveField();
  }

  @Test
  void receptiveFieldsHaveTheNamesOfTheForwardPass() {
    ReceptiveFields fields = ReceptiveFields.of(net, TensorType.f32(1, 1, 32, 32));
    assertEquals(FIVE, fields.at("act"));
    assertEquals(SIX, fields.at("maxPool"));
    assertEquals(ALL, fields.at(""));
    assertThrows(FoveaException.class, () -> fields.at("pool"));
  }

  @Test
  void receptiveFieldsBeginInThePaddingAndJoinAtShortcuts() {
    Conv2d strided = new Conv2d(2, 2, 3).stride(2);
    ReceptiveField padded = lastField(strided.padding(1), 9, 9);
    assertEquals(new ReceptiveField.Axis(3, 2, -1), padded.vertical());
    // TensorFlow pads an even size at the end alone.
    assertEquals(
        new ReceptiveField.Axis(3, 2, 0), lastField(strided.samePadding(), 8, 8).vertical());
    Layer row = new Conv2d(2, 2, Window.of(1, 5).padding(0, 2));
    ReceptiveField wide = lastField(Sequential.of(row, new Conv2d(2, 2, 3)), 9, 9);
    assertEquals(new ReceptiveField.Axis(3, 1, 0), wide.vertical());
    assertEquals(new ReceptiveField.Axis(7, 1, -2), wide.horizontal());
    record Block(Conv2d conv) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        Tensor corner = x.slice(2, 1, 9, 2).slice(3, 0, 9, 2);
        return corner.add(x.apply(conv).pad(3, 0, 1));
      }
    }
    Layer block = new Block(strided);
    assertEquals(new ReceptiveField.Axis(3, 2, 0), lastField(block, 9, 9).vertical());
  }

  @Test
  void whatActsOnChannelsAloneKeepsPlaces() {
    Layer channels = Sequential.of(new Conv2d(2, 4, 3), x -> x.maxout(2), x -> x.softmax(1));
    assertEquals(square(3, 1), lastField(channels, 9, 9));
    assertEquals(square(9, 0), lastField(x -> x.softmax(3), 9, 9));
    assertEquals(square(9, 0), lastField(x -> x.max(Axes.of(2).keep()), 9, 9));
  }
}
