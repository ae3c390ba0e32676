package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.train.predict.Predictor;
import fovea.train.profile.KernelProfile;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.profile.Repeats;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticStepTest {
  private static final TensorType PICTURES = TensorType.f32(3, 1, 6, 6);
  private static final Profiler ONCE = new Profiler(Repeats.times(1));

  @Test
  void aStepSaysWhatItIs() {
    Tiny.Net net = Tiny.net();
    var step = SyntheticStep.training(net, PICTURES).precision(Precision.BF16);
    assertEquals("a step of training on 3 pictures in bf16", step.toString());
    assertEquals(3, step.batch());
    var one = SyntheticStep.prediction(net, TensorType.f32(1, 1, 6, 6)).precision(Precision.F32);
    assertEquals("a prediction on 1 picture", one.toString());
  }

  @Test
  void itsPlanIsThatOfRealPictures() {
    Tiny.Net net = Tiny.net();
    String plan = Tiny.onReference(() -> SyntheticStep.prediction(net, PICTURES).plan().print());
    assertEquals(Tiny.onReference(() -> Predictor.of(net).plan(PICTURES).print()), plan);
  }

  @Test
  void aProfileOfTrainingLeavesTheParametersAlone() {
    Tiny.Net net = Tiny.net();
    float[] before = net.fc().weight().value().floats();
    Batch examples = Tiny.examples();
    Profile training =
        Tiny.onReference(
            () -> SyntheticStep.training(net, examples.input().type()).profile(ONCE, Tiny.SEED));
    assertTrue(parts(training).contains(Part.UPDATE), parts(training).toString());
    assertArrayEquals(before, net.fc().weight().value().floats());
    Profile prediction =
        Tiny.onReference(() -> SyntheticStep.prediction(net, PICTURES).profile(ONCE, Tiny.SEED));
    assertFalse(parts(prediction).contains(Part.BACKWARD), parts(prediction).toString());
  }

  private static List<Part> parts(Profile profile) {
    return profile.kernels().stream().map(KernelProfile::kernel).map(k -> k.part()).toList();
  }
}
