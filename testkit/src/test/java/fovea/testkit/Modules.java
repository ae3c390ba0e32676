package fovea.testkit;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library as modules, for programs that tests compile and run as a user would. */
public final class Modules {
  private static final Set<String> NEEDED =
      Set.of(
          "de.siegmar.fastcsv",
          "gg.jte.runtime",
          "hipparchus.core",
          "hipparchus.stat",
          "info.picocli",
          "io.jhdf",
          "org.apache.commons.lang3",
          "org.slf4j");

  private Modules() {}

  /** What a compiler needs to find the modules {@code names}. */
  public static List<String> compilerOptions(String names) {
    return List.of("--release=25", "--module-path=" + path(), "--add-modules=" + names);
  }

  /** How a JVM with the modules {@code names} is started. */
  public static List<String> java(String names) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--module-path=" + path(),
            "--class-path=" + join(classPath().filter(entry -> entry.contains("dnnl"))),
            "--add-modules=" + names + ",fovea.onednn",
            "--enable-native-access=fovea.graph,fovea.onednn"));
  }

  private static String path() {
    return join(classPath().filter(Modules::ours));
  }

  /** Where tests and what they test come from; Surefire hides it behind a jar of its own. */
  private static Stream<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path);
  }

  /** Whether an entry is a module of this library, or one that it needs. */
  private static boolean ours(String entry) {
    return ModuleFinder.of(Path.of(entry)).findAll().stream()
        .map(module -> module.descriptor().name())
        .anyMatch(name -> name.startsWith("fovea") || NEEDED.contains(name));
  }

  private static String join(Stream<String> entries) {
    return entries.collect(Collectors.joining(File.pathSeparator));
  }
}
