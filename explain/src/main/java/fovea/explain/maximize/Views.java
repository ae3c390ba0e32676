package fovea.explain.maximize;

import fovea.data.pixels.PictureShape;
import fovea.nn.init.KeyedRandom;
import java.util.List;

/**
 * What a network sees of a picture in each step, drawn at random: what drives it in all views is
 * more than a pattern of single pixels.
 */
public interface Views {

  /** Number of views of a picture in a step. */
  int count();

  /** Deviation of the noise that is added to what is seen, of a range from 0 to 1. */
  double noise();

  /** Longest side of a picture that suits them, for a network of inputs with this longest side. */
  int usualSize(int network);

  /**
   * The size of a window that sees the picture as it is; a network that takes no other than its own
   * size sees a scaled one.
   */
  PictureShape window(PictureShape picture);

  /** Whether what the network sees always has the size that the network was made for. */
  boolean ofNetworkSize();

  /** The views of a step. */
  List<View> draw(Step step, Frame frame);

  /**
   * A step.
   *
   * @param index from 0
   * @param count of all
   * @param random numbers of this step
   */
  record Step(int index, int count, KeyedRandom random) {}

  /**
   * A picture and the window in which the network sees it.
   *
   * @param picture that is made
   * @param input of the network
   */
  record Frame(PictureShape picture, PictureShape input) {
    double middleRow() {
      return (picture.height() - 1) / 2.0;
    }

    double middleColumn() {
      return (picture.width() - 1) / 2.0;
    }

    /** Pixels for one of the network's where it is to see {@code seen} of the picture. */
    double zoom(PictureShape seen) {
      return Math.max(
          (double) seen.height() / input.height(), (double) seen.width() / input.width());
    }
  }
}
