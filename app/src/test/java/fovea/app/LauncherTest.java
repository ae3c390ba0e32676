package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code fovea}, before a stand-in for a JDK that prints what it is started with. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("../fovea");

  private static final String JAVA =
      """
      #!/bin/sh
      case $* in
        *--dry-run*) [ -z "${JAVA_FAILS:-}" ] || { echo 'no space for the heap'; exit 1; } ;;
        *)
          { true 3<&0 && true 3>&2; } 2> /dev/null || echo 'a stream is closed'
          printf '%s\\n' "LC_ALL=${LC_ALL:-}" "$@"
          ;;
      esac
      """;

  @TempDir private Path folder;

  private record Ended(int exit, String out, String messages) {}

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "missing: /bin/sh, which runs the launcher");
    Path root = Files.createDirectory(folder.resolve("root")).toRealPath();
    Files.copy(SCRIPT, root.resolve("fovea"));
    executable(root.resolve("fovea"));
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.createDirectory(folder.resolve("bin"));
    Path built = Files.createDirectories(root.resolve("target/fovea"));
    Files.writeString(built.resolve("recorded"), jdk + " 25.0.3 " + built + "\n");
    Path stamp = Files.createFile(built.resolve("stamp"));
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(3600)));
  }

  private static void script(Path file, String text) throws IOException {
    executable(Files.writeString(file, text));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Lets a shell run {@code command}, in which {@code $0} is the launcher. */
  private Ended shell(Map<String, String> environment, String command, String... args)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", command));
    words.add(folder.resolve("root/fovea").toString());
    words.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path messages = folder.resolve("messages");
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(messages.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().putAll(environment);
    try {
      int exit = builder.start().waitFor();
      return new Ended(exit, text(out), text(messages));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private Ended launch(Map<String, String> environment) throws IOException {
    return shell(environment, "exec \"$0\" --version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX"})
  void whereNoLocaleIsSetNamesAreInUtf8(String locale) throws IOException {
    var done = launch(Map.of("LC_ALL", locale));
    assertTrue(done.out().startsWith("LC_ALL=C.UTF-8\n"), done.toString());
  }

  @Test
  void aLocaleThatIsNotInstalledIsNone() throws IOException {
    script(folder.resolve("bin/locale"), "#!/bin/sh\necho ANSI_X3.4-1968\n");
    var done = launch(Map.of("LANG", "de_DE.UTF-8"));
    assertTrue(done.out().startsWith("LC_ALL=C.UTF-8\n"), done.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "EUC-JP"})
  void aLocaleWithACharsetStays(String charset) throws IOException {
    script(folder.resolve("bin/locale"), "#!/bin/sh\necho " + charset + "\n");
    assertTrue(launch(Map.of("LANG", "de_DE")).out().startsWith("LC_ALL=\n"));
    script(folder.resolve("bin/locale"), "#!/bin/sh\necho called >&2\necho " + charset + "\n");
    var again = launch(Map.of("LANG", "de_DE"));
    assertTrue(again.out().startsWith("LC_ALL=\n"), again.toString());
  }

  @Test
  void filesAreFoundByNamesThatAreNotAscii() throws IOException {
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    script(
        folder.resolve("jdk/bin/java"),
        "#!/bin/sh\nfor last; do :; done\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$last\"\n"
            .formatted(real, path, FileNames.class.getName()));
    Path photos = Files.createDirectory(folder.resolve("Grüße_写真"));
    var done = shell(Map.of("LC_ALL", "C"), "exec \"$0\" \"$1\"", photos.toString());
    assertEquals(photos + " is there\n", done.out(), done.messages());
  }

  @Test
  void needsNoHome() throws IOException {
    // Without JAVA_HOME every place of a JDK is looked at, those in the home among them.
    var done = launch(Map.of("JAVA_HOME", ""));
    assertFalse(done.messages().contains("HOME: "), done.messages());
  }

  @Test
  void aClosedOutputIsAnError() throws IOException {
    var done = shell(Map.of(), "exec \"$0\" --version >&-");
    assertEquals(1, done.exit());
    assertEquals(
        "fovea: output: expected a place for results, found it closed; send it somewhere, such as >"
            + " /dev/null.\n",
        done.messages());
  }

  @Test
  void closedMessagesAndInputAreNoOtherFiles() throws IOException {
    var done = shell(Map.of(), "exec \"$0\" --version 2>&- <&-");
    assertEquals(0, done.exit());
    assertTrue(done.out().endsWith("--version\n"), done.out());
    assertFalse(done.out().contains("a stream is closed"), done.out());
  }

  @Test
  void whatTheJvmSaysGoesToTheErrorStream() throws IOException {
    assertTrue(launch(Map.of()).out().contains("-XX:+DisplayVMOutputToStderr"));
  }

  @Test
  void limitsThatAreTooLowForTheJvmAreNamed() throws IOException {
    var done = shell(Map.of("JAVA_FAILS", "yes"), "ulimit -v 500000; exec \"$0\" --version");
    assertEquals(1, done.exit());
    assertEquals("", done.out());
    assertTrue(done.messages().contains("no space for the heap"), done.messages());
    assertTrue(
        done.messages().contains("fovea: Java cannot start within the limits of this shell: memory")
            && done.messages().contains("500000 KiB"),
        done.messages());
  }

  @Test
  void limitsThatSufficeAreNotMentioned() throws IOException {
    var done = shell(Map.of(), "ulimit -v 8000000; exec \"$0\" --version");
    assertEquals(0, done.exit());
    assertEquals("", done.messages());
  }
}
