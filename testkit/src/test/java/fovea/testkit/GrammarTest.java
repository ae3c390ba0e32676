package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a method does can be told from its name: a bare name copies or gives (rule 13). */
class GrammarTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/testdata/"))
          .withImportOption(location -> !location.contains("/testkit/"))
          .importPackages("fovea");

  /** Still to be mended: this list only shrinks. */
  private static final Set<String> STILL =
      Set.of(
          "fovea.graph.Variable.home",
          "fovea.graph.Variable.trainable",
          "fovea.graph.Variable.value",
          "fovea.graph.ref.ReferenceBackend.threads",
          "fovea.graph.spi.Backend.threads",
          "fovea.onednn.OneDnnBackend.threads",
          "fovea.train.TrainStep.steps");

  @Test
  void whatGivesUnderANameDoesNotChangeUnderTheSameName() {
    var both = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      type.getMethods().stream()
          .filter(GrammarTest::isOffered)
          .filter(method -> method.getRawReturnType().isEquivalentTo(void.class))
          .filter(method -> !method.getRawParameterTypes().isEmpty())
          .filter(method -> gives(type, method.getName()))
          .forEach(method -> both.add(type.getName() + "." + method.getName()));
    }
    both.removeAll(STILL);
    assertEquals(
        Set.of(), both, "these change what the method of the same name gives: call them by verbs");
  }

  private static boolean isOffered(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean gives(JavaClass type, String name) {
    return type.getMethods().stream()
        .filter(GrammarTest::isOffered)
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getRawParameterTypes().isEmpty())
        .anyMatch(method -> !method.getRawReturnType().isEquivalentTo(void.class));
  }
}
