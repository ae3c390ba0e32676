package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.engine.Workload.Arithmetic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final double EXACT = 1e-12;

  private final Rates rates =
      Rates.parse(
          List.of(
              "f32 1 GFLOP/s 50 60",
              "f32 2 GFLOP/s 100 120 110 79 108",
              "bf16 2 GFLOP/s 200 210",
              "read 2 GB/s 40"));

  @Test
  void takesTheSecondBestSliceOfAllThreads() {
    assertEquals(110, rates.best("f32").orElseThrow(), EXACT);
    assertEquals(40, rates.best("read").orElseThrow(), EXACT);
    assertTrue(rates.best("tiles").isEmpty());
  }

  @Test
  void countsSlicesBelowFourFifthsOfTheBest() {
    assertEquals(0.2, rates.disturbed(), EXACT);
    Rates later = rates.and(Rates.parse(List.of("f32 2 GFLOP/s 10 10 10 111 109")));
    assertEquals(0.4, later.disturbed(), EXACT);
    assertEquals(0, new Rates(Map.of()).disturbed(), EXACT);
  }

  @Test
  void givesCeilingsTheFastestArithmeticOfTheirKind() {
    assertEquals(new Ceiling(110, 40), Ceiling.of(rates, Arithmetic.F32).orElseThrow());
    assertEquals(new Ceiling(200, 40), Ceiling.of(rates, Arithmetic.BF16).orElseThrow());
    Rates tiles = rates.and(Rates.parse(List.of("tiles 2 GFLOP/s 3000")));
    assertEquals(new Ceiling(3000, 40), Ceiling.of(tiles, Arithmetic.BF16).orElseThrow());
    assertTrue(Ceiling.of(new Rates(Map.of()), Arithmetic.F32).isEmpty());
  }
}
