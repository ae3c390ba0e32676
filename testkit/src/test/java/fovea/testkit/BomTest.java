package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM names every module that a program may depend on, and its version is the project's. */
class BomTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(fovea[^<]*)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+-SNAPSHOT|[0-9.]+)<");
  private static final Set<String> NOT_PUBLISHED =
      Set.of("fovea-testdata", "fovea-testkit", "fovea-bench", "fovea-bom");

  private static String pom(String folder) throws IOException {
    return Files.readString(Path.of("..", folder, "pom.xml"));
  }

  private static String first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    matcher.find();
    return matcher.group(1);
  }

  @Test
  void namesEveryModule() throws IOException {
    String root = pom("");
    String reactor = root.substring(0, root.indexOf("</modules>"));
    var modules = new TreeSet<String>();
    for (var found : MODULE.matcher(reactor).results().toList()) {
      String pom = pom(found.group(1));
      int parent = Math.max(0, pom.indexOf("</parent>"));
      modules.add(first(ARTIFACT, pom.substring(parent)));
    }
    modules.removeAll(NOT_PUBLISHED);
    String bom = pom("bom");
    var named = new TreeSet<String>();
    ARTIFACT
        .matcher(bom.substring(bom.indexOf("<dependencyManagement>")))
        .results()
        .forEach(found -> named.add(found.group(1)));
    assertEquals(modules, named);
    assertEquals(first(VERSION, root), first(VERSION, bom));
  }
}
