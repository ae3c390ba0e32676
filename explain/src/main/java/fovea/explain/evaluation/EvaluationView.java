package fovea.explain.evaluation;

import java.util.List;

/**
 * What a page shows of an evaluation beside its numbers and charts.
 *
 * @param pictures whether it has the pictures that answers are about
 * @param maps whether it shows beside wrong and unsure answers what speaks for them, by Grad-CAM;
 *     that takes a backward pass
 * @param temperature that calibrates the model; none unless it was asked for
 */
public record EvaluationView(boolean pictures, boolean maps, List<Temperature> temperature) {

  /** Copies the list. */
  public EvaluationView {
    temperature = List.copyOf(temperature);
  }

  /** Pictures and maps, no temperature. */
  public EvaluationView() {
    this(true, true, List.of());
  }

  /** The same without pictures, for small files. */
  public EvaluationView noPictures() {
    return new EvaluationView(false, false, temperature);
  }

  /** The same without maps. */
  public EvaluationView noMaps() {
    return new EvaluationView(pictures, false, temperature);
  }

  /** The same with what a temperature would change. */
  public EvaluationView temperature(Temperature fitted) {
    return new EvaluationView(pictures, maps, List.of(fitted));
  }
}
