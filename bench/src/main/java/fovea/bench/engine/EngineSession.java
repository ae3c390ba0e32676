package fovea.bench.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * The measured process's end of the pipe. It answers each line with one, and is blocked in between:
 *
 * <pre>
 * run N          times MS MS ...    N repetitions, milliseconds of each
 * check R FILE   checked            two steps of training at rate R or one of inference, results to the file
 * weights FILE   written            the parameters, as they are, to the file
 * export FILE    exported           the network, as it is, to an ONNX file
 * </pre>
 *
 * When it is ready it says {@code ready}; where it cannot go on, {@code failed} and why. The end of
 * its input ends the process.
 */
public final class EngineSession {
  /** Marks the lines that are answers; libraries may print others. */
  public static final String MARK = "bench> ";

  /** Key of the loss in the results of a check. */
  public static final String LOSS = "loss";

  /** Key of the logits in the results of a check. */
  public static final String LOGITS = "logits";

  private final Workload work;
  private final Runner runner;
  private final PrintStream out;
  private int done;

  private EngineSession(Workload work, Runner runner, PrintStream out) {
    this.work = work;
    this.runner = runner;
    this.out = out;
  }

  /** Serves until the input ends; the runner is made, and all its work done, by this thread. */
  public static void serve(Workload work, Supplier<Runner> maker) {
    PrintStream out = System.out;
    try {
      EngineSession session = new EngineSession(work, maker.get(), out);
      answer(out, "ready");
      session.loop();
    } catch (RuntimeException | LinkageError e) {
      e.printStackTrace();
      answer(out, "failed " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  private void loop() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 2);
        answer(
            out,
            switch (words[0]) {
              case "run" -> run(Integer.parseInt(words[1]));
              case "check" -> check(words[1].split(" ", 2));
              case "weights" -> weights(Path.of(words[1]));
              case "export" -> export(Path.of(words[1]));
              default -> "failed unknown request " + words[0];
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(PrintStream out, String line) {
    out.println(MARK + line);
    out.flush();
  }

  private String run(int repetitions) {
    StringJoiner times = new StringJoiner(" ", "times ", "");
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      double result = runner.once(done++, Runner.RATE);
      times.add(Double.toString((System.nanoTime() - start) / 1e6));
      if (Double.isNaN(result)) {
        return "failed the result is no number any more after " + done + " repetitions";
      }
    }
    return times.toString();
  }

  private String check(String[] rateAndFile) {
    double rate = Double.parseDouble(rateAndFile[0]);
    SequencedMap<String, NamedNumbers> results = new LinkedHashMap<>();
    if (work.trains()) {
      double loss = runner.once(0, rate) + runner.once(0, rate);
      results.put(LOSS, NamedNumbers.of((float) loss));
      results.putAll(runner.parameters());
    } else {
      float[] values = runner.logits();
      results.put(LOGITS, new NamedNumbers(new long[] {values.length}, values));
    }
    NamedNumbers.write(Path.of(rateAndFile[1]), results);
    return "checked";
  }

  private String weights(Path file) {
    NamedNumbers.write(file, runner.parameters());
    return "written";
  }

  private String export(Path file) {
    runner.export(file);
    return "exported";
  }
}
