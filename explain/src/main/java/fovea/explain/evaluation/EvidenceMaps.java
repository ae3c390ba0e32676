package fovea.explain.evaluation;

import fovea.data.Preprocessing;
import fovea.explain.Explain;
import fovea.explain.Explanation;
import fovea.explain.top.PictureSource;
import fovea.hub.PictureInput;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.text.LabelStyle;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What speaks for the answers that a model gives, over the pictures that they are about. */
final class EvidenceMaps {
  private static final LabelStyle NOTE = new LabelStyle(11).centered().color(0x555555);

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
      maps.put(indices.get(i), small(found.get(i), side));
    }
    return maps;
  }

  private static Figure small(Explanation explanation, double side) {
    if (!explanation.hasEvidence()) {
      Figure text = Figures.text("no positive evidence", NOTE, side - 8);
      return new Figure(
          side,
          side,
          new Mark.Fill(new Area(0, 0, side, side), 0xF4F4F4),
          new Mark.Inset(new Point(4, (side - text.height()) / 2), text));
    }
    Figure tile = explanation.tile();
    double scale = side / Math.max(tile.width(), tile.height());
    var at = new Point((side - scale * tile.width()) / 2, (side - scale * tile.height()) / 2);
    return new Figure(side, side, new Mark.Inset(at, scale, tile));
  }
}
