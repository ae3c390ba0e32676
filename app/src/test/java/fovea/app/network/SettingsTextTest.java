package fovea.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTextTest {
  @TempDir private static Path folder;
  private static Path weights;
  private static Path picture;

  @BeforeAll
  static void write() throws IOException {
    weights = InitialWeights.write(folder.resolve("weights.safetensors"), "mobilenet_v2:width=0.1");
    picture = TinyData.picture(folder.resolve("digit.bmp"), 0);
  }

  @Test
  void whatIsOpenCanBeSetWhereverItIsSaid() {
    for (String verb : List.of("summary", "plan", "convert")) {
      List<Object> words = new ArrayList<>(List.of(verb, weights));
      if (verb.equals("convert")) {
        words.add(folder.resolve("same.safetensors"));
      }
      words.addAll(List.of("--arch", "mobilenet_v2:padding=same,width=0.1"));
      CommandRun done = CommandRun.of(words.toArray());
      assertEquals(Exit.DONE, done.exit(), done.messages());
      assertTrue(done.messages().contains("padding same: as given"), done.messages());
    }
    CommandRun none = CommandRun.of("summary", "lenet5", "--arch", "resnet18");
    assertEquals(Exit.USAGE, none.exit());
    assertTrue(none.messages().contains("lenet5 is a network without any"), none.messages());
  }

  @Test
  void everyVerbSaysWhatAFileLeavesOpen() {
    Path out = folder.resolve("out.safetensors");
    for (CommandRun done :
        List.of(
            CommandRun.of("predict", weights, picture, "--json"),
            CommandRun.of("summary", weights, "--json"),
            CommandRun.of("convert", weights, out, "--json"))) {
      assertEquals(Exit.DONE, done.exit(), done.messages());
      String said = done.messages();
      assertTrue(said.contains("left open by the file:\n"), said);
      assertTrue(said.contains("padding torch, epsilon 1e-5"), said);
      assertTrue(said.contains("usual value, still open"), said);
      assertTrue(said.contains("--arch mobilenet_v2:padding=same,width=0.1"), said);
      JsonObject json =
          switch (done.json()) {
            case JsonArray array -> (JsonObject) array.values().getFirst();
            default -> (JsonObject) done.json();
          };
      JsonObject padding = (JsonObject) json.array("settings").values().getFirst();
      assertEquals("padding", padding.string("name"));
      assertEquals("usual", padding.string("basis"));
    }
    String later = CommandRun.of("predict", out, picture).messages();
    assertTrue(later.contains("padding torch"), later);
  }

  @Test
  void whatIsGivenIsNotOpen() {
    String said =
        CommandRun.of("predict", weights, picture, "--arch", "mobilenet_v2:width=0.1,padding=same")
            .messages();
    assertTrue(said.contains("padding same: as given"), said);
  }
}
