package fovea.explain.maximize;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.attribution.Heatmap;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.hub.Model;
import fovea.hub.Predictions;
import java.util.List;

/**
 * An input that drives a part of a network.
 *
 * @param objective that it was made for
 * @param values from 0 to 1, {@code [c, h, w]}, red, green and blue if there are three channels
 * @param course the objective in each step, of what the network then saw
 * @param transparency how much gradients have changed each place in all steps together
 */
public record MaximizedInput(
    Objective objective, HostBuffer values, List<Double> course, Heatmap transparency) {

  /** Copies the list. */
  public MaximizedInput {
    course = List.copyOf(course);
  }

  /** The values as a picture of bytes. */
  public Picture picture() {
    Shape shape = values.type().shape();
    var picture = new Picture(new PictureShape(shape.dim(0), shape.dim(1), shape.dim(2)));
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = (byte) Math.clamp(Math.round(values.at(i) * 255), 0, 255);
    }
    return picture;
  }

  /**
   * What a model takes it for: the {@code k} likeliest classes.
   *
   * @throws fovea.graph.type.FoveaException if it takes no such pictures
   */
  public Predictions predictions(Model model, int k) {
    return model.classify(picture(), k);
  }

  /**
   * Whether the objective has long been the same, whatever the network saw: its activation is
   * saturated or dead, so that nothing drives it, and the picture says nothing.
   */
  public boolean isStuck() {
    List<Double> late = course.subList(course.size() / 2, course.size());
    return late.size() > 1 && late.stream().distinct().count() == 1;
  }

  /** The objective in the last step. */
  public double reached() {
    return course.getLast();
  }
}
