package fovea.train.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.PlannedKernel.Traffic;
import fovea.graph.Timeline;
import fovea.graph.type.Arithmetic;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of a profile, on numbers that were made up. */
class ProfileNumbersTest {
  private static final Ceiling CEILING =
      new Ceiling(
          Map.of(DType.F32, 100e9, DType.BF16, 200e9),
          List.of(new Ceiling.Bandwidth(1_000, 40e9), new Ceiling.Bandwidth(100_000, 10e9)));

  private static PlannedKernel kernel(long bytes, long multiplyAdds) {
    return kernel(bytes, new Arithmetic(multiplyAdds, DType.F32));
  }

  private static PlannedKernel kernel(long bytes, Arithmetic arithmetic) {
    return new PlannedKernel(
        "layer",
        Part.FORWARD,
        "kernel",
        "java",
        "",
        new Traffic(List.of("nchw"), List.of(DType.F32), bytes / 2),
        new Traffic(List.of("nchw"), List.of(DType.F32), bytes - bytes / 2),
        arithmetic,
        false,
        "");
  }

  @Test
  void theSlowerOfArithmeticAndMemoryBounds() {
    assertEquals(2e-5, CEILING.seconds(kernel(1_000, 1_000_000)), 1e-12);
    assertEquals(1e-5, CEILING.seconds(kernel(100_000, 1_000)), 1e-12);
    Arithmetic bf16 = new Arithmetic(1_000_000, DType.BF16);
    assertEquals(1e-5, CEILING.seconds(kernel(1_000, bf16)), 1e-12, "twice as fast");
  }

  @Test
  void smallTensorsComeFasterThanLargeOnes() {
    assertEquals(100 / 40e9, CEILING.seconds(kernel(100, 0)), 1e-15);
    assertEquals(1e6 / 10e9, CEILING.seconds(kernel(1_000_000, 0)), 1e-12);
    assertEquals(10_000 / 25e9, CEILING.seconds(kernel(10_000, 0)), 1e-15, "half way");
  }

  @Test
  void anUnknownCeilingBoundsNothing() {
    assertFalse(Ceiling.unknown().known());
    assertEquals(0, Ceiling.unknown().seconds(kernel(1_000, 1_000_000)));
  }

  @Test
  void workAddsUp() {
    Work work =
        Work.of(
            List.of(
                new KernelProfile(kernel(1_000, 0), 3e-6, 1e-6),
                new KernelProfile(kernel(3_000, 500), 1e-6, 1e-6)));
    assertEquals(new Work(2, 4e-6, 2e-6, 500, 4_000), work);
    assertEquals(0.5, work.ofCeiling());
    assertEquals(1e9, work.bandwidth(), 1);
    assertEquals(250e6, work.flops(), 1);
    assertEquals(0, Work.none().flops());
  }

  @Test
  void theMedianIsTheMiddleOne() {
    assertEquals(new Seconds(1e-9, 3e-9), Seconds.ofNanos(9, 1, 3));
  }

  @Test
  void gapsLieBetweenKernels() {
    Gaps gaps = Gaps.of(new Timeline(0, 10, 20, 22, 30, 36, 40, 45));
    assertEquals(10e-9, gaps.before(), 1e-15);
    assertEquals(8e-9, gaps.between(), 1e-15);
    assertEquals(6e-9, gaps.longest(), 1e-15);
    assertEquals(4e-9, gaps.mean(), 1e-15);
    assertEquals(new Gaps(5e-9, 0, 0, 0), Gaps.of(new Timeline(0, 5)));
  }

  @Test
  void repeatsEndByTimeButNotTooEarly() {
    Repeats repeats = new Repeats(2, 4, Duration.ofNanos(100));
    assertTrue(repeats.shouldContinue(1, 500));
    assertFalse(repeats.shouldContinue(2, 500));
    assertTrue(repeats.shouldContinue(3, 99));
    assertFalse(repeats.shouldContinue(4, 99));
    assertEquals(0.5, repeats.share(1, 500));
    assertEquals(0.75, repeats.share(3, 10));
    assertEquals(1, Repeats.times(7).share(7, 1));
    assertThrows(FoveaException.class, () -> Repeats.times(0));
  }
}
