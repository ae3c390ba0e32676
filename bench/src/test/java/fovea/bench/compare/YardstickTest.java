package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.engine.Workload.Arithmetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardstickTest {
  @TempDir private Path folder;

  private Yardstick yardstick(String script) throws IOException {
    Path program = folder.resolve("yardstick");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Yardstick(program);
  }

  @Test
  void aKernelThatFailsLeavesTheOthers() throws IOException {
    Yardstick yardstick =
        yardstick(
            """
            case ${2:-all} in
              f32) echo 'f32 2 GFLOP/s 460 455' ;;
              bf16) echo 'bf16 2 GFLOP/s 231 229' ;;
              read) echo 'read 2 GB/s 26 25' ;;
              *) printf 'tiles 1 GFLOP/s'; exit 132 ;;
            esac
            """);
    yardstick.measure();
    Rates rates = yardstick.rates();
    assertEquals(new MachinePeak(455, 25), MachinePeak.of(rates, Arithmetic.F32).orElseThrow());
    assertEquals(new MachinePeak(229, 25), MachinePeak.of(rates, Arithmetic.BF16).orElseThrow());
    assertTrue(yardstick.trouble().contains("tiles"), yardstick.trouble());
  }

  @Test
  void saysWhyNothingCouldBeMeasured() throws IOException {
    Yardstick yardstick =
        yardstick("echo 'yardstick: needs gcc, which is not on PATH' >&2\nexit 3\n");
    yardstick.measure();
    yardstick.glance();
    assertTrue(MachinePeak.of(yardstick.rates(), Arithmetic.F32).isEmpty());
    assertEquals("yardstick: needs gcc, which is not on PATH", yardstick.trouble());
  }
}
