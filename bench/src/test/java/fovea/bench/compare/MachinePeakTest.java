package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.bench.engine.Workload;
import fovea.bench.engine.Workload.Arithmetic;
import fovea.bench.engine.Workload.Network;
import fovea.bench.engine.Workload.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images a second at 235 GFLOP/s in f32, 470 in bf16 and 42 GB/s, as worked out by hand. */
class MachinePeakTest {
  private static final MachinePeak F32 = new MachinePeak(235, 42);
  private static final MachinePeak BF16 = new MachinePeak(470, 42);

  @ParameterizedTest
  @CsvSource({
    "LENET5,   TRAIN, 64, 76000, F32",
    "LENET5,   INFER, 64, 280000, F32",
    "RESNET18, TRAIN, 64, 20.2, F32",
    "RESNET18, INFER, 1,  65, F32",
    "RESNET18, INFER, 1,  130, BF16",
    "RESNET18, TRAIN, 64, 40, BF16",
    "RESNET50, TRAIN, 64, 8.5, F32",
    "RESNET50, INFER, 8,  28.7, F32",
    "RESNET50, INFER, 8,  57.5, BF16",
    "RESNET50, TRAIN, 64, 17.0, BF16",
  })
  void isAsWorkedOutByHand(
      Network network, Task task, int batch, double imagesPerSecond, Arithmetic kind) {
    MachinePeak ceiling = kind == Arithmetic.F32 ? F32 : BF16;
    double milliseconds = ceiling.milliseconds(Demand.of(new Workload(network, task, batch, kind)));
    assertEquals(imagesPerSecond, batch / milliseconds * 1e3, 0.03 * imagesPerSecond);
  }
}
