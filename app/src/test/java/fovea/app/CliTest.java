package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.console.Terminal;
import fovea.app.session.Exit;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.data.pixels.DataException;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.train.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CliTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private Function<Session, JsonValue> work = session -> JsonObject.empty();

  @Command(name = "fovea")
  private static final class Root {}

  @Command(name = "work")
  private final class Work implements Verb {
    @Mixin private GlobalOptions options;

    @Override
    public GlobalOptions options() {
      return options;
    }

    @Override
    public JsonValue run(Session session) {
      return work.apply(session);
    }
  }

  private int run(String... args) {
    var terminal = new Terminal(stream(messages), false, 80);
    var root = new CommandLine(new Root()).addSubcommand(new Work());
    return new Cli(stream(out), terminal, stop).run(root, args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void resultsGoToTheOutputAndMessagesToTheErrorStream() {
    work =
        session -> {
          session.say("working");
          session.result("42");
          return JsonObject.empty().with("answer", 42);
        };
    assertEquals(Exit.DONE, run("work"));
    assertEquals("42\n", text(out));
    assertEquals("working\n", text(messages));
  }

  @Test
  void jsonIsTheOnlyLineOfTheOutput() {
    work =
        session -> {
          session.result("for people");
          return JsonObject.empty().with("answer", 42);
        };
    assertEquals(Exit.DONE, run("work", "--json"));
    assertEquals("{\"answer\":42}\n", text(out));
    assertEquals("for people\n", text(messages));
  }

  @Test
  void optionsReachTheVerb() {
    work =
        session ->
            JsonObject.empty()
                .with("device", session.options().device().toString())
                .with("threads", session.options().threads().orElse(0))
                .with("seed", session.options().seed())
                .with("folder", session.options().dataFolder().orElseThrow().toString())
                .with("offline", session.options().offline());
    run(
        ("work --json --device reference --threads 3 --seed -7 --offline" + " --data-dir data")
            .split(" "));
    assertEquals(
        "{\"device\":\"reference\",\"threads\":3,\"seed\":-7,\"folder\":\"data\",\"offline\":true}\n",
        text(out));
  }

  static Stream<Arguments> misunderstandings() {
    return Stream.of(
        Arguments.of("wrok", "fovea: there is no verb 'wrok'; did you mean work?"),
        Arguments.of("fly", "fovea: there is no verb 'fly'; choose from work"),
        Arguments.of(
            "--jsno work",
            "fovea: there is no option --jsno before the verb; options stand after it"),
        Arguments.of(
            "work --ofline", "fovea work: there is no option --ofline; did you mean --offline?"),
        Arguments.of("work now", "fovea work: 'now' is one argument too many"),
        Arguments.of("work --threads", "fovea work: --threads needs a value, N"),
        Arguments.of(
            "work --threads 0",
            "fovea work: --threads: expected a whole number from 1 to %d, found '0'"
                .formatted(Engine.mostThreads())),
        Arguments.of(
            "work --threads 20000",
            "fovea work: --threads: expected a whole number from 1 to %d, found '20000'"
                .formatted(Engine.mostThreads())),
        Arguments.of(
            "work --threads=many",
            "fovea work: --threads: expected a whole number from 1 to %d, found 'many'"
                .formatted(Engine.mostThreads())),
        Arguments.of("work --seed x", "fovea work: --seed: expected a number, found 'x'"),
        Arguments.of(
            "work --device gpu",
            "fovea work: --device: there is no device 'gpu'; did you mean cpu?"));
  }

  @ParameterizedTest
  @MethodSource("misunderstandings")
  void answersAMisunderstandingInASentence(String line, String sentence) {
    assertEquals(Exit.USAGE, run(line.split(" ")));
    assertEquals(sentence + "\n", text(messages));
    assertEquals("", text(out));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new UsageException("--model", "there is no network 'lent'", "did you mean lenet5?"),
            Exit.USAGE,
            "fovea: --model: there is no network 'lent'; did you mean lenet5?\n"),
        Arguments.of(
            new FormatException("a.safetensors", "expected 8 bytes, found 3", "Copy it again"),
            Exit.FAILED,
            "fovea: a.safetensors: expected 8 bytes, found 3. Copy it again.\n"),
        Arguments.of(
            FoveaException.at("layer2.0.conv1", "expected 64 channels, found 3", "check the input"),
            Exit.FAILED,
            "fovea: layer2.0.conv1: expected 64 channels, found 3; check the input\n"),
        Arguments.of(
            new DataException("a.png", "expected a picture, found text", "Name another"),
            Exit.FAILED,
            "fovea: a.png: expected a picture, found text. Name another.\n"),
        Arguments.of(
            new UncheckedIOException(new NoSuchFileException("run")),
            Exit.FAILED,
            "fovea: run: there is no such file or folder; check that the file and its folder exist,"
                + " are yours, and that the disk is not full\n"),
        Arguments.of(
            new UncheckedIOException(
                new FileSystemException("run/m", null, "No space left on device")),
            Exit.FAILED,
            "fovea: run/m: No space left on device; check that the file and its folder exist, are"
                + " yours, and that the disk is not full\n"),
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            Exit.FAILED,
            "fovea: not enough memory (Java heap space); a smaller --batch needs less\n"),
        Arguments.of(
            new IllegalStateException("oops"),
            Exit.FAILED,
            "fovea: unexpected error, a fault of Fovea itself: java.lang.IllegalStateException: oops;"
                + " run again with --verbose for the trace\n"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsAFailureInASentence(Throwable failure, int exit, String sentence) {
    work = session -> rethrow(failure);
    assertEquals(exit, run("work"));
    assertEquals(sentence, text(messages));
    assertEquals("", text(out));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> JsonValue rethrow(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void showsTheTraceOfAnUnexpectedErrorOnlyOnRequest() {
    work =
        session -> {
          throw new IllegalStateException("oops");
        };
    assertEquals(Exit.FAILED, run("work", "--verbose"));
    assertTrue(text(messages).contains("\tat fovea.app.CliTest"), text(messages));
  }

  @Test
  void anInterruptedVerbStillTellsWhatItDid() {
    work =
        session -> {
          stop.request();
          return JsonObject.empty().with("saved", true);
        };
    assertEquals(Exit.INTERRUPTED, run("work", "--json"));
    assertEquals("{\"saved\":true}\n", text(out));
  }

  @Test
  void whatFailedInPartIsToldAtOnceAndByTheExitCode() {
    work =
        session -> {
          session.report(new DataException("a.png", "expected a picture, found text", "Look"));
          return JsonObject.empty().with("rest", "done");
        };
    assertEquals(Exit.FAILED, run("work", "--json"));
    assertEquals("{\"rest\":\"done\"}\n", text(out));
    assertEquals("fovea: a.png: expected a picture, found text. Look.\n", text(messages));
  }

  /** A file on a full disk, or a pipe whose reader has ended. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "work --json", "work --help", "--version"})
  void resultsThatAreLostAreAFailure(String line) {
    work =
        session -> {
          session.result("42");
          return JsonObject.empty().with("answer", 42);
        };
    var terminal = new Terminal(stream(messages), false, 80);
    String[] words = line.split(" ");
    var root =
        words[0].equals("work")
            ? new CommandLine(new Root()).addSubcommand(new Work())
            : Fovea.commandLine(words);
    var full = new PrintStream(new Full(), true, StandardCharsets.UTF_8);
    assertEquals(Exit.FAILED, new Cli(full, terminal, stop).run(root, words));
    String last = text(messages).lines().toList().getLast();
    assertTrue(
        last.startsWith("fovea: output: expected a place for results, found it closed or full; "),
        last);
  }

  @Test
  void aVerbEndsWhenNobodyReadsItsResults() {
    var lines = new AtomicInteger();
    work =
        session -> {
          for (int i = 0; i < 100; i++) {
            session.result("line " + i);
            lines.incrementAndGet();
          }
          return JsonObject.empty();
        };
    var terminal = new Terminal(stream(messages), false, 80);
    var root = new CommandLine(new Root()).addSubcommand(new Work());
    var full = new PrintStream(new Full(), true, StandardCharsets.UTF_8);
    assertEquals(Exit.FAILED, new Cli(full, terminal, stop).run(root, "work"));
    assertEquals(0, lines.get());
  }

  @Test
  void controlCharactersOfNamesNeverReachTheTerminal() {
    String name = "\u001b[2J\u009b31m\u202egpj\rname\u0007";
    work =
        session -> {
          session.say(name + ": turned");
          session.result(name);
          session.report(new DataException(name, "expected a picture, found text", "Look"));
          return JsonObject.empty().with("file", name);
        };
    run("work");
    String shown = "\\x1b[2J\\x9b31m\\u202egpj\\rname\\x07";
    assertEquals(shown + "\n", text(out));
    assertEquals(
        shown + ": turned\nfovea: " + shown + ": expected a picture, found text. Look.\n",
        text(messages));
    out.reset();
    run("work", "--json");
    assertEquals("{\"file\":\"\\u001b[2J\\u009b31m\u202egpj\\rname\\u0007\"}\n", text(out));
  }

  @Test
  void jsonIsInUtf8WhateverTheTerminalReads() {
    work =
        session -> {
          session.result("Grüße");
          return JsonObject.empty().with("class", "Grüße");
        };
    var terminal = new Terminal(stream(messages), false, 80);
    var latin = new PrintStream(out, true, StandardCharsets.ISO_8859_1);
    for (String line : List.of("work", "work --json")) {
      var root = new CommandLine(new Root()).addSubcommand(new Work());
      new Cli(latin, terminal, stop).run(root, line.split(" "));
    }
    byte[] both = out.toByteArray();
    int end = 1 + "Grüße".length();
    assertEquals("Grüße\n", new String(both, 0, end, StandardCharsets.ISO_8859_1));
    assertEquals(
        "{\"class\":\"Grüße\"}\n",
        new String(both, end, both.length - end, StandardCharsets.UTF_8));
  }

  @Test
  void aFileWhoseNameLooksLikeAnOptionIsRecognized() throws IOException {
    Path file = Files.createTempFile(Path.of(""), "-dash", ".jpg");
    try {
      assertEquals(Exit.USAGE, run("work", file.toString()));
      assertEquals(
          "fovea work: there is no option %s; the file of that name is ./%s\n"
              .formatted(file, file),
          text(messages));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theDeviceThatIsAskedForIsTheCurrentOne() {
    work = session -> JsonObject.empty().with("device", Device.current().toString());
    run("work", "--json", "--device", "reference");
    assertEquals("{\"device\":\"reference\"}\n", text(out));
  }

  @Test
  void explainsItself() {
    assertEquals(Exit.DONE, run("work", "--help"));
    assertTrue(text(out).contains("--data-dir=DIR"), text(out));
    assertEquals(Exit.USAGE, run());
    assertTrue(text(messages).startsWith("Usage: fovea"), text(messages));
  }

  @Test
  void helpIsAVerbToo() {
    assertEquals(CommandRun.of("--help"), CommandRun.of("help"));
    assertEquals(CommandRun.of("convert", "--help"), CommandRun.of("help", "convert"));
    assertEquals(CommandRun.of("convert", "--help"), CommandRun.of("convert", "-h"));
    assertEquals(Exit.DONE, CommandRun.of("help", "convert").exit());
    var unknown = CommandRun.of("help", "convrt");
    assertEquals("fovea: there is no verb 'convrt'; did you mean convert?\n", unknown.messages());
  }

  @Test
  void namesOfFilesMayBeginWithADashOrAnAt() {
    var line = Fovea.commandLine("predict", "M", "@photo.jpg", "--", "-dash.jpg");
    var parsed = line.parseArgs("predict", "M", "@photo.jpg", "--", "-dash.jpg").subcommand();
    assertEquals(
        List.of(Path.of("@photo.jpg"), Path.of("-dash.jpg")),
        parsed.matchedPositionals().getLast().getValue());
    var done = CommandRun.of("predict", "M", "-hat.jpg");
    assertEquals(Exit.USAGE, done.exit());
    assertTrue(
        done.messages().startsWith("fovea predict: there is no option -hat.jpg"), done.messages());
  }
}
