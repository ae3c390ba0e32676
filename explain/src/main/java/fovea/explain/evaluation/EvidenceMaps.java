package fovea.explain.evaluation;

import fovea.data.Preprocessing;
import fovea.explain.Explain;
import fovea.explain.Explanation;
import fovea.explain.source.PictureSource;
import fovea.hub.PictureInput;
import fovea.report.figure.Figure;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What speaks for the answers that a model gives, over the pictures that they are about. */
final class EvidenceMaps {
  private EvidenceMaps() {}

  /**
   * Grad-CAM of the predicted classes by the index of the picture, each {@code side} wide; nothing
   * if the network has no convolution.
   */
  static Map<Integer, Figure> of(ModelEvaluation evaluation, List<Answer> answers, double side) {
    Explain explain = Explain.of(evaluation.model());
    if (answers.isEmpty() || explain.layers().completedConvolutions().isEmpty()) {
      return Map.of();
    }
    Preprocessing preprocessing = evaluation.model().preprocessing();
    PictureSource source = PictureSource.of(evaluation.pictures(), preprocessing);
    List<Integer> indices = answers.stream().map(Answer::picture).distinct().toList();
    List<PictureInput> inputs = new ArrayList<>();
    for (int index : indices) {
      float[] values = new float[Math.toIntExact(preprocessing.input().values())];
      source.write(index, MemorySegment.ofArray(values), 0);
      inputs.add(PictureInput.of(values));
    }
    List<Explanation> found = explain.gradCam().of(inputs);
    Map<Integer, Figure> maps = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      maps.put(indices.get(i), found.get(i).thumbnail(side));
    }
    return maps;
  }
}
