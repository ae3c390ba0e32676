package fovea.explain.top;

import fovea.data.pixels.Picture;
import fovea.explain.top.FieldBox.Place;
import java.util.Optional;

/**
 * The part of a picture that a unit of a layer answers to.
 *
 * @param picture index in the data set
 * @param name of the picture, such as its file
 * @param activation of the unit, the largest in this picture; above zero
 * @param place of the activation in the unit's map
 * @param box what the activation depends on, in pixels of the network's input, without what lies
 *     outside of the picture
 * @param views what is there
 */
public record TopPatch(
    int picture, String name, float activation, Place place, FieldBox box, Views views) {

  /**
   * Pictures of the box, scaled so that the longer side fills a tile.
   *
   * @param patch as the network saw it
   * @param projections what of it the activation follows from, if it was asked for
   */
  public record Views(Picture patch, Optional<Projections> projections) {}

  /**
   * An activation followed back to the pixels: gray is zero, the largest magnitude black or white.
   *
   * @param deconvnet by the deconvolutional network (Zeiler &amp; Fergus 2014)
   * @param guided by guided backpropagation (Springenberg et al. 2015)
   */
  public record Projections(Picture deconvnet, Picture guided) {}
}
