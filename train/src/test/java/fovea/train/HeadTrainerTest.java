package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.metric.Evaluation;
import fovea.train.optim.Adam;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HeadTrainerTest {

  /** What comes after the convolution of {@link Tiny.Net}. */
  private record Head(@Named("") Tiny.Net net) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(net.fc());
    }
  }

  private static Layer body(Tiny.Net net) {
    return x -> x.apply(net.conv()).apply(net.norm()).relu().flatten(1);
  }

  private static DataLoader inOrder() {
    return new DataLoader(Tiny.plain(), 16);
  }

  @Test
  void featuresAreThoseOfInference() {
    Tiny.onReference(
        () -> {
          var net = Tiny.net();
          Features features = Features.of(body(net), inOrder());
          assertEquals("f32[100, 64]", features.values().type().toString());
          HostBuffer all = Tiny.examples().input();
          HostBuffer expected =
              Compiled.of(in -> List.of(in.getFirst().apply(body(net))))
                  .call(List.of(all))
                  .getFirst();
          // In another order, but of the same pictures.
          double sum = DoubleStream.of(expected.doubles()).sum();
          assertEquals(sum, DoubleStream.of(features.values().doubles()).sum(), 1e-3 * sum);
          return features;
        });
  }

  @Test
  void theHeadLearnsAndTheRestStays() {
    Tiny.onReference(
        () -> {
          var net = Tiny.net();
          Parameters.freezeTo(net, "norm");
          double[] before = StateDict.of(net).get("conv.weight").doubles();
          Features train = Features.of(body(net), inOrder());
          Features test = Features.of(body(net), Tiny.test());
          var trainer =
              HeadTrainer.of(new Head(net)).optimizer(new Adam(0.01)).batch(16).epochs(20);
          trainer.fit(train);
          double[] once = StateDict.of(net).get("fc.weight").doubles();
          assertTrue(trainer.evaluate(test).accuracy() > 0.9);
          assertArrayEquals(before, StateDict.of(net).get("conv.weight").doubles());
          // What the head has learned holds for the network.
          Evaluation whole = Evaluator.of(net, Task.classification()).run(Tiny.test());
          assertEquals(trainer.evaluate(test).loss(), whole.loss(), 1e-6);

          var again = Tiny.net();
          Parameters.freezeTo(again, "norm");
          HeadTrainer.of(new Head(again)).optimizer(new Adam(0.01)).batch(16).epochs(20).fit(train);
          assertArrayEquals(once, StateDict.of(again).get("fc.weight").doubles());
          return net;
        });
  }

  @Test
  void settingsAreChecked() {
    var trainer = HeadTrainer.of(new Head(Tiny.net()));
    assertThrows(FoveaException.class, () -> trainer.epochs(0));
    assertThrows(FoveaException.class, () -> trainer.batch(0));
  }

  @Test
  void aHeadThatDivergesIsAnError() {
    var e =
        assertThrows(
            FoveaException.class,
            () ->
                Tiny.onReference(
                    () -> {
                      var net = Tiny.net();
                      Features features = Features.of(body(net), inOrder());
                      HeadTrainer.of(new Head(net)).optimizer(new Sgd(3e38)).fit(features);
                      return net;
                    }));
    assertTrue(
        e.getMessage().contains("of epoch 1): the training of the head diverged"), e::getMessage);
    assertTrue(e.getMessage().contains("3.0E38"), e::getMessage);
  }
}
