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
  void skipsWhatIsNoLineOfRates() {
    Rates found =
        Rates.parse(
            List.of(
                "yardstick.c: In function 'tiles':",
                "yardstick.c:90:3: warning: 42 things",
                "f32 1 GFLOP/s 228.114 230.901",
                "bf16 1 GFLOP/s 115.020 116.300",
                "tiles 1 GFLOP/s 3512.776 3570.004",
                "read 1 GB/s 14.000 14.100",
                "f32 2 GFLOP/s 455.120 460.333",
                "bf16 2 GFLOP/s 229.940 231.027",
                "tiles 2 GFLOP/s 7041.905 7080.530",
                "sparse 2 GFLOP/s 9.000 9.100",
                "read 2 GB/s 25.900 26.200",
                "tiles 2 GFLOP/s",
                "bf16 tiles (AMX)       2 threads  best   7080.5  median   7041.9 GFLOP/s",
                "",
                "Illegal instruction"));
    assertEquals(7041.905, found.best("tiles").orElseThrow(), EXACT);
    assertEquals(
        new MachinePeak(7041.905, 25.9), MachinePeak.of(found, Arithmetic.BF16).orElseThrow());
    assertEquals(
        new MachinePeak(455.12, 25.9), MachinePeak.of(found, Arithmetic.F32).orElseThrow());
  }

  @Test
  void givesCeilingsTheFastestArithmeticOfTheirKind() {
    assertEquals(new MachinePeak(110, 40), MachinePeak.of(rates, Arithmetic.F32).orElseThrow());
    assertEquals(new MachinePeak(200, 40), MachinePeak.of(rates, Arithmetic.BF16).orElseThrow());
    Rates tiles = rates.and(Rates.parse(List.of("tiles 2 GFLOP/s 3000")));
    assertEquals(new MachinePeak(3000, 40), MachinePeak.of(tiles, Arithmetic.BF16).orElseThrow());
    assertTrue(MachinePeak.of(new Rates(Map.of()), Arithmetic.F32).isEmpty());
  }
}
