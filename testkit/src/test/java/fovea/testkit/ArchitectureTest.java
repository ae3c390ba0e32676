package fovea.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of layout in {@code docs/rules.md}, read from the class files of all modules. */
class ArchitectureTest {

  /**
   * Each module and those that it may use; nobody may use a backend, which is found as a service.
   */
  private static final Map<String, List<String>> MODULES =
      Map.ofEntries(
          entry("error", List.of()),
          entry("graph", List.of("error")),
          entry("format", List.of("error")),
          entry("format.hdf5", List.of("error", "format")),
          entry("keras", List.of("error", "format", "format.hdf5")),
          entry("data", List.of("error", "format", "graph")),
          entry("csv", List.of("error", "format", "graph", "data")),
          entry("onednn", List.of("error", "graph")),
          entry("nn", List.of("error", "format", "graph")),
          entry("model", List.of("error", "graph", "nn", "data", "format")),
          entry("train", List.of("error", "graph", "nn", "data", "format", "model")),
          entry("zoo", List.of("error", "graph", "nn", "data", "format", "model")),
          entry("onnx", List.of("error", "graph", "nn", "data", "format", "model")),
          entry(
              "hub",
              List.of(
                  "error", "graph", "nn", "data", "format", "keras", "model", "train", "zoo",
                  "onnx")),
          entry("report", List.of("error", "format")),
          entry(
              "explain",
              List.of(
                  "error", "graph", "nn", "data", "format", "model", "train", "zoo", "onnx", "hub",
                  "report")),
          entry(
              "similar",
              List.of(
                  "error", "graph", "nn", "data", "format", "model", "train", "zoo", "onnx", "hub",
                  "report", "explain")),
          entry(
              "concept",
              List.of(
                  "error", "graph", "nn", "data", "format", "model", "train", "zoo", "onnx", "hub",
                  "report", "explain")),
          entry(
              "experiment",
              List.of(
                  "error", "graph", "nn", "data", "format", "model", "train", "zoo", "onnx", "hub",
                  "report", "explain")),
          entry(
              "app",
              List.of(
                  "error",
                  "graph",
                  "nn",
                  "data",
                  "csv",
                  "format",
                  "model",
                  "train",
                  "zoo",
                  "onnx",
                  "hub",
                  "report",
                  "explain",
                  "similar",
                  "concept",
                  "experiment")));

  private static final int MOST_FILES = 25;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/testdata/"))
          .importPackages("fovea");

  static Stream<String> modules() {
    return MODULES.keySet().stream().sorted();
  }

  @Test
  void everyModuleIsKnownHere() {
    var found = new TreeSet<String>();
    CLASSES.forEach(type -> found.add(module(type.getPackageName())));
    found.remove("testkit");
    assertEquals(new TreeSet<>(MODULES.keySet()), found);
  }

  /** The second word of a package, but for the module whose package lies in another's. */
  private static String module(String packageName) {
    return packageName.startsWith("fovea.format.hdf5")
        ? "format.hdf5"
        : packageName.split("\\.")[1];
  }

  @ParameterizedTest
  @MethodSource("modules")
  void importsRunDownwards(String module) {
    var allowed =
        Stream.concat(Stream.of(module), MODULES.get(module).stream())
            .map(name -> "fovea." + name + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("fovea." + module + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(resideOutsideOfPackages("fovea..")))
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
  }

  /** A package is about one thing; one of more files is about several. */
  @Test
  void packagesAreSmall() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    sizes.values().removeIf(files -> files <= MOST_FILES);
    assertEquals(Map.of(), sizes, "packages of more than " + MOST_FILES + " files");
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that(resideOutsideOfPackages("fovea.app.."))
        .should(ACCESS_STANDARD_STREAMS)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.IO")
        .check(CLASSES);
  }

  @Test
  void logsGoToTheSystemLogger() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
  }

  @Test
  void coreModulesCarryNoLibrary() {
    classes()
        .that(
            resideOutsideOfPackages(
                "fovea.app..",
                "fovea.concept..",
                "fovea.format.hdf5..",
                "fovea.csv..",
                "fovea.report.."))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax..", "jdk.incubator.vector..", "fovea..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(unit -> !unit.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertTrue(unmarked.isEmpty(), () -> "packages without @NullMarked package-info: " + unmarked);
  }

  /**
   * Each package is a slice of its own, but for one idea in three: ops make tensors, and their
   * gradients are made of tensors.
   */
  private static final class ByPackage implements SliceAssignment {
    private static final Pattern TENSORS = Pattern.compile("fovea\\.graph\\.(op|internal)");

    @Override
    public String getDescription() {
      return "packages";
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return SliceIdentifier.of(TENSORS.matcher(name).matches() ? "fovea.graph" : name);
    }
  }
}
