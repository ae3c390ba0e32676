package fovea.concept;

import fovea.data.photo.SkippedFile;
import fovea.explain.attribution.PassAttribution;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.explain.source.InputBatches;
import fovea.explain.source.InputBatches.Filled;
import fovea.explain.source.InputBatches.Read;
import fovea.explain.source.PictureSource;
import fovea.explain.source.ReadProblems;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What layers make of pictures, and how the score of a class changes with it: a vector for each
 * picture. Of maps, values are averaged over their places and gradients are added up, which is how
 * the score changes when a map rises everywhere.
 */
final class LayerVectors {
  private static final int BATCH = 32;

  private final ExplainedNetwork subject;
  private final List<String> layers;
  private final WorkSteps steps;
  private final ReadProblems problems = new ReadProblems(List.of());
  private final Compiled values;
  private final Compiled gradients;

  LayerVectors(ExplainedNetwork subject, List<String> layers, WorkSteps steps) {
    this.subject = subject;
    this.layers = List.copyOf(layers);
    this.steps = steps;
    this.values =
        subject.compile(in -> at(in.getFirst()).stream().map(LayerVectors::mean).toList());
    this.gradients =
        subject.compile(
            in -> {
              ForwardPass pass = ForwardPass.of(subject.network(), in.getFirst());
              List<Tensor> wanted = layers.stream().map(pass::at).toList();
              return PassAttribution.score(pass, in.getLast()).gradients(wanted).stream()
                  .map(LayerVectors::sum)
                  .toList();
            });
  }

  /**
   * Makes sure that the layers are there.
   *
   * @throws FoveaException if one is not, or gives neither vectors nor maps
   */
  static void require(ExplainedNetwork subject, List<String> layers) {
    for (String layer : layers) {
      Tensor value = subject.example().at(layer);
      int rank = value.shape().rank();
      if (rank != 2 && rank != 4) {
        throw FoveaException.at(
            layer,
            "expected vectors [n, features] or maps [n, c, h, w], found " + value.shape(),
            "choose another layer");
      }
    }
  }

  private List<Tensor> at(Tensor pictures) {
    ForwardPass pass = ForwardPass.of(subject.network(), pictures);
    return layers.stream().map(pass::at).toList();
  }

  private static Tensor mean(Tensor value) {
    return value.shape().rank() == 4 ? value.mean(2, 3) : value;
  }

  private static Tensor sum(Tensor gradient) {
    return gradient.shape().rank() == 4 ? gradient.sum(2, 3) : gradient;
  }

  /** What could not be read so far. */
  List<SkippedFile> skipped() {
    return problems.skipped();
  }

  /** The values of pictures that can be read: for each layer a row for each of them. */
  List<double[][]> values(PictureSource pictures, List<Integer> rows) {
    return of(pictures, rows, input -> values.call(List.of(input)));
  }

  /** The gradients of the logit of {@code target}, likewise. */
  List<double[][]> gradients(PictureSource pictures, List<Integer> rows, ClassTarget target) {
    HostBuffer targets = ClassTarget.weights(subject, Collections.nCopies(batch(rows), target));
    return of(pictures, rows, input -> gradients.call(List.of(input, targets)));
  }

  private static int batch(List<Integer> rows) {
    return Math.min(BATCH, rows.size());
  }

  private List<double[][]> of(
      PictureSource pictures, List<Integer> rows, Function<HostBuffer, List<HostBuffer>> work) {
    List<List<double[]>> found =
        layers.stream().<List<double[]>>map(_ -> new ArrayList<>()).toList();
    int[] indices = rows.stream().mapToInt(Integer::intValue).toArray();
    try (var batches = new InputBatches(pictures, indices, subject.input(batch(rows)))) {
      while (batches.hasNext()) {
        Filled filled = batches.next();
        List<HostBuffer> results = work.apply(filled.input());
        for (int row = 0; row < filled.pictures().size(); row++) {
          Read read = filled.pictures().get(row);
          String name = pictures.pictureName(read.picture());
          if (!problems.note(name, read)) {
            continue;
          }
          for (int layer = 0; layer < results.size(); layer++) {
            found.get(layer).add(finite(results.get(layer).rows(row, row + 1).doubles(), name));
          }
        }
        steps.add(filled.pictures().size());
      }
    }
    return found.stream().map(list -> list.toArray(double[][]::new)).toList();
  }

  private static double[] finite(double[] vector, String name) {
    for (double element : vector) {
      if (!Double.isFinite(element)) {
        throw FoveaException.at(
            name, "the network gives numbers that are not finite", "check its weights");
      }
    }
    return vector;
  }
}
