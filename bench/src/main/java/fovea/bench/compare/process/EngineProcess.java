package fovea.bench.compare.process;

import fovea.bench.engine.EngineSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An engine in a process of its own. Between requests it is halted: an OpenMP team that waits
 * actively would go on spinning beside the engine whose turn it is.
 */
public final class EngineProcess implements AutoCloseable {
  private static final Signals SIGNALS = new Signals();

  private final Launch launch;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream requests;
  private final Path log;

  private EngineProcess(Launch launch, Process process, Path log) {
    this.launch = launch;
    this.process = process;
    this.log = log;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder for what it prints as errors
   */
  public static EngineProcess start(Launch launch, Path folder) {
    try {
      Path log = Files.createTempFile(folder, launch.engine(), ".log");
      ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectError(log.toFile());
      if (launch.ownOpenMp()) {
        builder
            .environment()
            .keySet()
            .removeIf(key -> key.matches("(OMP|GOMP|KMP|MKL|OPENBLAS)_.*"));
      }
      builder.environment().putAll(launch.environment());
      Process process = builder.start();
      // A halted process would stay for ever if this one was interrupted.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      EngineProcess engine = new EngineProcess(launch, process, log);
      String _ = engine.answer("ready");
      engine.halt();
      return engine;
    } catch (IOException e) {
      throw new BenchException("cannot start " + launch.engine() + ": " + e.getMessage(), e);
    }
  }

  /** Milliseconds of each of a number of repetitions. */
  public List<Double> run(int repetitions) {
    String times = request("run " + repetitions, "times");
    return Arrays.stream(times.split(" ")).map(Double::valueOf).toList();
  }

  /** Writes the results of two steps of training, or of one inference, to a file. */
  public void check(Path file) {
    String _ = request("check " + Agreement.RATE + " " + file, "checked");
  }

  /** Writes the weights to a file. */
  public void weights(Path file) {
    String _ = request("weights " + file, "written");
  }

  /** Writes the network to an ONNX file. */
  public void export(Path file) {
    String _ = request("export " + file, "exported");
  }

  /** The most memory that was resident so far, in mebibytes; 0 where the system does not say. */
  public long peakMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private String request(String line, String answer) {
    SIGNALS.goOn(process);
    requests.println(line);
    String rest = answer(answer);
    halt();
    return rest;
  }

  private void halt() {
    SIGNALS.halt(process);
  }

  /** What follows the expected word in the next answer. */
  private String answer(String word) {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(EngineSession.MARK)) {
          String found = line.substring(EngineSession.MARK.length());
          if (found.startsWith(word)) {
            return found.substring(word.length()).strip();
          }
          throw failed(found.replaceFirst("^failed ", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw failed("its process ended; the last that it said was: " + lastWords());
  }

  private BenchException failed(String why) {
    return new BenchException(launch.engine() + ": " + why);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "nothing" : lines.getLast();
    } catch (IOException e) {
      return "nothing readable";
    }
  }

  @Override
  public void close() {
    SIGNALS.goOn(process);
    requests.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
