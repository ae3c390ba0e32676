package fovea.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.format.FormatException;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.train.Trainer;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir private Path folder;

  @Test
  void readsWhatATrainingHasWritten() throws IOException {
    PictureSet digits = Data.digits(Split.TEST, 60, 1);
    Model model = Models.create(Zoo.architecture("softmax"), digits, 1);
    var loader = new DataLoader(digits, model.preprocessing(), 30);
    var fit = Trainer.of(model.network()).epochs(2).folder(folder).fit(loader, loader);
    Run run = Run.read(folder);
    assertEquals(fit.epochs(), run.epochs());
    assertEquals("digits", run.settings().json().string("data"));
    assertEquals(folder.getFileName().toString(), run.name());

    assertTrue(run.record().isEmpty());
    Files.writeString(run.folder().record(), "{}");
    assertThrows(FormatException.class, run::record);

    Files.writeString(run.folder().events(), "{\"epoch\": 1}\n");
    var failure = assertThrows(FormatException.class, () -> Run.read(folder));
    assertTrue(failure.getMessage().contains("line 1"), failure.getMessage());
  }

  @Test
  void refusesWhatIsNoRun() {
    Path none = folder.resolve("none");
    assertTrue(
        assertThrows(FormatException.class, () -> Run.read(none))
            .getMessage()
            .contains("expected the folder of a run"));
    assertThrows(FormatException.class, () -> Run.read(folder));
  }
}
