package fovea.app;

import fovea.app.console.Terminal;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.hub.Models;
import fovea.train.StopSignal;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the launcher lets the JVM watch once after a build, so that later starts find classes and
 * profiles ready: a prediction from its beginning to its end, an explanation of it, and a look at
 * the machine.
 */
public final class AotTraining {

  /** A seven, dark on light, 22 × 26 pixels: it must be inverted and scaled like a user's own. */
  private static final String PICTURE =
      """
      iVBORw0KGgoAAAANSUhEUgAAABYAAAAaCAAAAACWHfOcAAAAW0lEQVR4nKXQQQ6AIAxEUS7JJeeS
      FY2lv7ZxobN8+QF0WLvxgYUFa2Jy1hzY5S81zs7s062Zd1xY9XNOrayIE0cMZkyGBsfjnhy6Ocdk
      qPP6tx0vp+JKa9l+8AHgffFyzj5CTQAAAABJRU5ErkJggg==
      """;

  /** What is asked for most, and each way of computing: a gradient, a layer, hidden windows. */
  private static final String LOOK = "grad-cam,gradient,occlusion,top-5,feature-maps";

  private AotTraining() {}

  /** Ends with the exit code of what went wrong, if anything did. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("fovea-aot-training");
    int exit;
    try {
      exit = run(folder);
    } finally {
      delete(folder);
    }
    System.exit(exit);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  /** Does all of it with files in {@code folder}. */
  static int run(Path folder) throws IOException {
    Path model = folder.resolve("model.safetensors");
    Models.create(Zoo.architecture("lenet5"), Data.digits(Split.TRAIN, 10, 1), 1).save(model);
    Path picture =
        Files.write(folder.resolve("seven.png"), Base64.getMimeDecoder().decode(PICTURE));
    String shown = folder.resolve("explained").toString();
    return IntStream.of(
            run("predict", model.toString(), picture.toString()),
            run("explain", model.toString(), picture.toString(), "--out", shown, "--method", LOOK),
            run("doctor", "--json"))
        .max()
        .orElseThrow();
  }

  private static int run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var cli = new Cli(nowhere, new Terminal(nowhere, false, 80), new StopSignal());
    return cli.run(Fovea.commandLine(args), args);
  }
}
