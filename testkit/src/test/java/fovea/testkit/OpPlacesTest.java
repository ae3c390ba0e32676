package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The places of an op that {@code docs/adding-an-op.md} lists are those that know it, counted in
 * the class files of all modules: a switch, a call and a constructor all leave the op's name there.
 */
class OpPlacesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("\\| `(?<module>[a-z0-9-]+)/…/(?<file>[\\w/]+\\.java)` \\|.*");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("fovea");

  @Test
  void aCompositeIsOneMethod() {
    Set<String> declaring =
        files(
            type ->
                type.getPackageName().startsWith("fovea.graph")
                    && type.getMethods().stream().anyMatch(m -> m.getName().equals("relu6")));
    assertEquals(1, declaring.size());
    assertEquals(declaring, places("the composite `relu6`", "main"));
  }

  @Test
  void aFunctionOfOneNumberStandsInFourPlaces() {
    Set<String> knowing = files(type -> names(type, ".*/Unary\\$HardSigmoid"));
    assertEquals(knowing, places("`Unary.HardSigmoid`", "main"));
    assertTrue(knowing.size() <= 4, knowing::toString);
    hasRow("`Unary.HardSigmoid`", "Unary.HardSigmoid.class");
  }

  @Test
  void aFamilyStandsInEightPlaces() {
    Set<String> knowing = files(type -> names(type, ".*/Upsample(\\$.*)?"));
    assertEquals(knowing, places("`Upsample`", "main"));
    assertTrue(knowing.size() <= 8, knowing::toString);
    hasRow("`Upsample`", "Upsample.Bilinear.class");
  }

  private static void hasRow(String op, String name) {
    Set<String> tests = places(op, "test");
    assertEquals(1, tests.size());
    Path file = ROOT.resolve("testkit/src/test/java").resolve(tests.iterator().next());
    assertTrue(text(file).contains(name), () -> file + " has no row for " + name);
  }

  /** Files below src/{@code kind}/java that the table of {@code op} lists. */
  private static Set<String> places(String op, String kind) {
    List<String> lines = text(ROOT.resolve("docs/adding-an-op.md")).lines().toList();
    int header = lines.indexOf("| places of " + op + " | what |");
    assertTrue(header >= 0, () -> "no table of the places of " + op);
    Set<String> files = new TreeSet<>();
    for (String line : lines.subList(header + 2, lines.size())) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        break;
      }
      String file = row.group("file");
      Path module = ROOT.resolve(row.group("module"));
      boolean here = Files.exists(module.resolve("src/" + kind + "/java").resolve(file));
      assertTrue(
          here
              || Files.exists(module.resolve("src/main/java").resolve(file))
              || Files.exists(module.resolve("src/test/java").resolve(file)),
          () -> "there is no " + line);
      if (here) {
        files.add(file);
      }
    }
    return files;
  }

  /** Source files, from their packages on, of the classes that {@code chosen} picks. */
  private static Set<String> files(Predicate<JavaClass> chosen) {
    return CLASSES.stream()
        .filter(type -> !type.getPackageName().startsWith("fovea.testkit"))
        .filter(chosen)
        .map(type -> type.getPackageName().replace('.', '/') + "/" + outermost(type) + ".java")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String outermost(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static boolean names(JavaClass type, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return StreamSupport.stream(
              ClassFile.of().parse(in.readAllBytes()).constantPool().spliterator(), false)
          .anyMatch(
              entry ->
                  entry instanceof ClassEntry named
                      && wanted.matcher(named.asInternalName()).matches());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
