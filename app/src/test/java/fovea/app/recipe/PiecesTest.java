package fovea.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.augment.pipeline.Augmentations;
import fovea.data.batch.BatchAugment;
import fovea.format.Codecs;
import fovea.nn.init.Init;
import fovea.nn.init.data.DataInit;
import fovea.nn.loss.ClassificationLoss;
import fovea.train.average.WeightAverage;
import fovea.train.callback.CallbackCodecs;
import fovea.train.optim.Clip;
import fovea.train.optim.Optimizer;
import fovea.train.schedule.Schedule;
import fovea.train.tta.TestTimeAugment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users may type for the pieces of a training. */
class PiecesTest {

  /** What stands around others, which the form is an example of. */
  private static final Set<String> AROUND = Set.of("random_apply", "sequence");

  @Test
  void aNameAloneIsTheUsualValueOfEach() {
    List.of(
            Augmentations.codecs(),
            BatchAugment.codecs(),
            Init.codecs(),
            ClassificationLoss.codecs(),
            DataInit.codecs(),
            Optimizer.codecs(),
            Schedule.codecs(),
            Clip.codecs(),
            WeightAverage.codecs(),
            CallbackCodecs.all(),
            TestTimeAugment.codecs())
        .forEach(PiecesTest::check);
  }

  private static <K> void check(Codecs<K> codecs) {
    for (String form : codecs.forms()) {
      String name = form.split(":")[0];
      String text = codecs.text(codecs.parse(AROUND.contains(name) ? form : name));
      assertEquals(text, codecs.text(codecs.parse(form)), form);
      assertEquals(text, codecs.text(codecs.parse(text)), form);
    }
  }
}
