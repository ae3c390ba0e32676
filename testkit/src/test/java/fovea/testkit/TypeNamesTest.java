package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whoever imports the module {@code fovea}, or two packages of it, beside {@code java.base} means
 * one type by one name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeNamesTest {
  /** Exports to everybody; those to a friend concern nobody else. */
  private static final Pattern EXPORTS = Pattern.compile("(?m)^\\s*exports ([\\w.]+);");

  /** Simple name and full names of the exported types. */
  private final TreeMap<String, TreeSet<String>> ours = new TreeMap<>();

  @BeforeAll
  void find() throws IOException {
    Set<String> exported = exported();
    new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("fovea").stream()
            .filter(type -> type.isTopLevelClass() && exported.contains(type.getPackageName()))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .forEach(name -> ours.computeIfAbsent(simple(name), _ -> new TreeSet<>()).add(name));
    assertFalse(ours.isEmpty());
  }

  @Test
  void noneIsAlsoOneOfJavaBase() throws IOException {
    Set<String> taken = javaBase();
    // What the test would not notice if it looked at the wrong place.
    assertEquals(Set.of("List", "Normalizer"), common(taken, Set.of("List", "Normalizer")));
    assertEquals(Set.of(), common(ours.navigableKeySet(), taken));
  }

  @Test
  void noTwoShareAName() {
    ours.values().removeIf(names -> names.size() == 1);
    assertEquals("{}", ours.toString());
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    var common = new TreeSet<>(some);
    common.retainAll(others);
    return common;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The packages that modules of the library export. */
  private static Set<String> exported() throws IOException {
    var exported = new TreeSet<String>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.toList()) {
        Path file = module.resolve("src/main/java/module-info.java");
        if (Files.exists(file)) {
          EXPORTS.matcher(Files.readString(file)).results().forEach(m -> exported.add(m.group(1)));
        }
      }
    }
    return exported;
  }

  /** The simple names of all public types of the packages that {@code java.base} exports. */
  private static Set<String> javaBase() throws IOException {
    ModuleReference base = ModuleFinder.ofSystem().find("java.base").orElseThrow();
    Set<String> packages =
        base.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    try (var reader = base.open();
        Stream<String> entries = reader.list()) {
      List<String> names =
          entries
              .filter(entry -> entry.endsWith(".class") && !entry.contains("$"))
              .map(entry -> entry.substring(0, entry.length() - ".class".length()))
              .map(entry -> entry.replace('/', '.'))
              .filter(name -> packages.contains(packageOf(name)))
              .toList();
      return names.stream()
          .filter(TypeNamesTest::isPublic)
          .map(TypeNamesTest::simple)
          .collect(Collectors.toSet());
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private static boolean isPublic(String name) {
    try {
      return Modifier.isPublic(Class.forName(name, false, null).getModifiers());
    } catch (ClassNotFoundException _) {
      return false; // package-info
    }
  }
}
