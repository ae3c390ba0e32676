package fovea.hub.settings;

import fovea.data.Preprocessing;
import fovea.data.pixels.Normalization;
import fovea.model.Blueprint;

/**
 * One way in which the weights of a file may be meant.
 *
 * @param blueprint of the network
 * @param preprocessing of the pictures
 */
public record Candidate(Blueprint blueprint, Preprocessing preprocessing) {

  /** With another network. */
  public Candidate blueprint(Blueprint other) {
    return new Candidate(other, preprocessing);
  }

  /** With another preprocessing. */
  public Candidate preprocessing(Preprocessing other) {
    return new Candidate(blueprint, other);
  }

  /** With another range of values. */
  Candidate values(Normalization other) {
    return preprocessing(preprocessing.values(other));
  }
}
