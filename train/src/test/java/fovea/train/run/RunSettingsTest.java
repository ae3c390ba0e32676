package fovea.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.DataLoader;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.augment.Augment;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.sets.Data;
import fovea.format.FormatException;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Trainer;
import fovea.train.optim.Sgd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {

  @TempDir private Path folder;

  private RunSettings run(String name, Sgd optimizer, Augment... augments) {
    var digits = Data.digits(Split.TRAIN, 20, 0);
    var pictures =
        digits.prepared(Preprocessing.standardizing(digits)).augments(Augmentations.of(augments));
    Path run = folder.resolve(name);
    Trainer.of(Sequential.of(new Flatten(), new Linear(28 * 28, 10)))
        .optimizer(optimizer)
        .epochs(1)
        .folder(run)
        .fit(new DataLoader(pictures, 10).shuffle(1));
    return RunSettings.of(run);
  }

  @Test
  void anotherAugmentationIsFlagged() {
    RunSettings plain = run("plain", new Sgd(0.1));
    assertEquals(List.of(), plain.differences(plain));
    RunSettings moved = run("moved", new Sgd(0.2), new RandomCrop(2), new HorizontalFlip());
    List<SettingDifference> differences = plain.differences(moved);
    assertEquals(
        List.of("data_settings.augmentation", "optimizer.rate"),
        differences.stream().map(SettingDifference::setting).sorted().toList());
    assertEquals(
        List.of("data_settings.augmentation"),
        differences.stream()
            .filter(SettingDifference::isAugmentation)
            .map(SettingDifference::setting)
            .toList());
    assertEquals(
        "optimizer.rate: 0.1 against 0.2",
        differences.stream()
            .filter(difference -> !difference.isAugmentation())
            .findFirst()
            .orElseThrow()
            .toString());
  }

  @Test
  void whatIsNoRunIsASentence() {
    assertThrows(FormatException.class, () -> RunSettings.of(folder));
  }
}
