package fovea.hub.finetune;

import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.photo.PhotoSet;
import fovea.data.split.Folds;
import fovea.hub.InferenceBatchSize;
import fovea.hub.Model;
import fovea.model.ModelCard;
import fovea.nn.Classifier;
import fovea.train.task.Task;
import java.util.List;

/**
 * What a fine-tuning begins with.
 *
 * @param pretrained the model, with what its file leaves open as the training photos have decided
 * @param network with its new head; what is frozen is frozen
 * @param card what a file will say of the model
 * @param task what is made small, and what is measured
 * @param photos decoded
 * @param folds of the training photos; those of the first are held out when more than the head is
 *     tuned
 * @param epochs of that; 0 if the head alone learns
 */
record FineTuneStart(
    Model pretrained,
    Classifier network,
    ModelCard card,
    Task task,
    FineTunePhotos photos,
    Folds folds,
    int epochs) {

  /** So many folds judge the strengths of a head's penalty. */
  private static final int JUDGING_FOLDS = 5;

  /** Number of folds for so many photos: of many, a tenth is enough to be held out. */
  static int folds(int photos) {
    return photos < 2000 ? JUDGING_FOLDS : 2 * JUDGING_FOLDS;
  }

  /** The folds that a head is judged by in turn. */
  List<int[]> judgingFolds() {
    List<int[]> all = folds.indices();
    return all.subList(0, Math.min(JUDGING_FOLDS, all.size()));
  }

  /** The training photos that are held out from tuning. */
  int[] heldOut() {
    return folds.indices().getFirst();
  }

  /** The training photos that are tuned on. */
  int[] tunedOn() {
    return folds.others(0);
  }

  /** Photos as examples. */
  DataSet examples(PhotoSet of, Augmentations augments) {
    return TargetTask.examples(
        of.prepared(card.preprocessing()).augments(augments), of, photos.folders().targets());
  }

  /** Photos as they are, in their order. */
  DataLoader inOrder(PhotoSet of) {
    return inOrder(examples(of, Augmentations.NONE));
  }

  /** The held-out training photos as they are. */
  DataLoader heldOutInOrder() {
    return inOrder(examples(photos.train(), Augmentations.NONE).subset(heldOut()));
  }

  private DataLoader inOrder(DataSet examples) {
    return new DataLoader(examples, InferenceBatchSize.of(card.preprocessing().input()));
  }
}
