package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell as the launcher starts it: the library on the module path, a script piped in. */
class ShellTest {
  @TempDir Path folder;

  private ShellRun shell(String script, String... options)
      throws IOException, InterruptedException {
    return ShellRun.of(folder, script, options);
  }

  @Test
  void everythingIsImportedAndValuesOfExpressionsArePrinted() throws Exception {
    ShellRun run =
        shell(
            """
            var two = Tensor.scalar(2);
            record Twice() implements Layer {
              public Tensor forward(Tensor x) {
                return x.mul(2);
              }
            }
            two
                .apply(new Twice())
                .item()
            List.of(Split.TRAIN)
            IO.println("done");
            """);
    assertEquals(new ShellRun(0, "4.0\n[TRAIN]\ndone\n", ""), run);
  }

  @Test
  void picturesGoToFilesWhereThereIsNoDisplay() throws Exception {
    ShellRun run = shell("show(Tensor.of(Shape.of(2, 2), 0, 1, 1, 0))");
    assertEquals(0, run.exit(), run.messages());
    Path file = Path.of(run.out().substring(run.out().indexOf(" in ") + 4).strip());
    assertEquals(256, ImageIO.read(file.toFile()).getWidth());
    Files.delete(file);
  }

  @Test
  void jsonIsTheOnlyLineOfTheOutput() throws Exception {
    ShellRun run = shell("IO.println(1);\n3 + 4\n", "--json");
    assertEquals("{\"values\":[{\"code\":\"3 + 4\",\"value\":\"7\"}]}\n", run.out());
    assertEquals("1\n7\n", run.messages());
  }

  /** One process for all that is wrong would end at the first; these are the kinds of it. */
  @Test
  void theFirstErrorEndsItWithItsLine() throws Exception {
    ShellRun unknown = shell("int a = 1;\n\nint b = a +\n    c;\nIO.println(b);");
    assertEquals(1, unknown.exit());
    assertEquals("", unknown.out());
    assertTrue(
        unknown.messages().startsWith("fovea: line 4: cannot find symbol"), unknown.messages());

    ShellRun thrown = shell("Tensor.of(Shape.of(2), 1, 2).item()");
    assertEquals(1, thrown.exit());
    assertTrue(thrown.messages().startsWith("fovea: line 1: item() of"), thrown.messages());

    ShellRun open = shell("int a = 1;\nif (a > 0) {");
    assertEquals(
        "fovea: line 2: what begins here has no end; close its brackets and quotes\n",
        open.messages());
  }

  @Test
  void optionsWithoutEffectAreRefused() throws Exception {
    ShellRun run = shell("", "--seed", "3");
    assertEquals(2, run.exit());
    assertEquals(
        "fovea: --seed: has no effect on a shell; write Parameters.initialize(model, …) in it\n",
        run.messages());
  }
}
