package fovea.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.session.Exit;
import fovea.format.JsonArray;
import org.junit.jupiter.api.Test;

class ListWeightsTest {

  @Test
  void listsWhatIsPublished() {
    var done = CommandRun.ofLine("weights resnet50* --json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(2, ((JsonArray) done.json()).values().size());
    assertTrue(done.messages().contains("resnet50/imagenet1k_v2"), done.messages());
    assertTrue(done.messages().contains("SHA-256 11ad3fa6"), done.messages());
  }

  @Test
  void misunderstandingsAreSentences() {
    says(Exit.FAILED, "Perhaps resnet50/imagenet1k_v1 is meant", "weights resnet50/imagenet1k_v3");
    says(Exit.USAGE, "name those you want", "weights --fetch");
    says(Exit.FAILED, "allow the download", "weights squeezenet1_1 --fetch --offline");
  }

  private static void says(int exit, String words, String line) {
    var run = CommandRun.ofLine(line);
    assertEquals(exit, run.exit(), run.messages());
    assertTrue(run.messages().contains(words), run.messages());
  }
}
