package fovea.app;

import fovea.app.console.Terminal;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.format.Safetensors;
import fovea.hub.Models;
import fovea.model.FileArrays;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.StopSignal;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.ZooNetwork;
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
 * profiles ready: a short training with its report, a prediction by a model of Fovea, an
 * explanation by weights from elsewhere, and a look at the machine.
 */
public final class AotTraining {

  /** A seven, dark on light, 22 × 26 pixels: it must be inverted and scaled like a user's own. */
  private static final String PICTURE =
      """
      iVBORw0KGgoAAAANSUhEUgAAABYAAAAaCAAAAACWHfOcAAAAW0lEQVR4nKXQQQ6AIAxEUS7JJeeS
      FY2lv7ZxobN8+QF0WLvxgYUFa2Jy1hzY5S81zs7s062Zd1xY9XNOrayIE0cMZkyGBsfjnhy6Ocdk
      qPP6tx0vp+JKa9l+8AHgffFyzj5CTQAAAABJRU5ErkJggg==
      """;

  /** Usual weights: a file that says nothing of itself, of a network with all that there is. */
  private static final String NETWORK = "mobilenet_v2:width=0.35";

  /** A photo of 40 × 32 pixels, which must be scaled like a user's own. */
  private static final String PHOTO =
      """
      /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9V
      XVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSk
      pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAgACgDASIA
      AhEBAxEB/8QAGQAAAwEBAQAAAAAAAAAAAAAAAAMFBgIE/8QAHBAAAQQDAQAAAAAAAAAAAAAAAAID
      BBEBMVEU/8QAFgEBAQEAAAAAAAAAAAAAAAAABQQD/8QAGhEAAgMBAQAAAAAAAAAAAAAAAAQCAyIh
      FP/aAAwDAQACEQMRAD8AoMyE1sbmQmtmfZk5rY3MnNbD4L9LYLYKTshPRHoTeyY7Jz0R6c3sVpX4
      EMLaNEzIT0CIzJz0Cnzm1SuTpmOqtDcx1VorMxk1obmMmtAMGOiUGsGcdjq4efzqvRonYyeCPNi9
      CtLHAhhrRMZjq4BbZj44BT6DaprJ/9k=
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
    String digits = folder.resolve("model.safetensors").toString();
    Models.create(Zoo.architecture("lenet5"), Data.digits(Split.TRAIN, 10, 1), 1)
        .save(Path.of(digits));
    String seven = write(folder.resolve("seven.png"), PICTURE);
    String weights = weights(folder.resolve("weights.safetensors"));
    String photo = write(folder.resolve("photo.jpg"), PHOTO);
    String shown = folder.resolve("explained").toString();
    String trained = folder.resolve("run").toString();
    return IntStream.of(
            run("train", "--epochs", "1", "--out", trained),
            run("predict", digits, seven),
            run("explain", weights, photo, "--arch", NETWORK, "--out", shown, "--method", LOOK),
            run("doctor", "--json"))
        .max()
        .orElseThrow();
  }

  private static String write(Path file, String base64) throws IOException {
    return Files.write(file, Base64.getMimeDecoder().decode(base64)).toString();
  }

  private static String weights(Path file) {
    ZooNetwork network = Zoo.create(NETWORK);
    Parameters.initialize(network, 1);
    new Safetensors(FileArrays.arrays("", StateDict.of(network))).write(file);
    return file.toString();
  }

  private static int run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var cli = new Cli(nowhere, new Terminal(nowhere, false, 80), new StopSignal());
    return cli.run(Fovea.commandLine(args), args);
  }
}
