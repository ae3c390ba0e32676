package fovea.zoo;

import fovea.graph.FoveaException;
import fovea.train.Blueprint;
import java.util.function.Function;

/**
 * A network of the zoo.
 *
 * @param name as users type it
 * @param family under which it is listed
 * @param defaults what it was published for
 * @param size what it asks of the size of pictures
 * @param factory makes it
 */
public record Network(
    String name,
    String family,
    Arguments defaults,
    PictureSize size,
    Function<Arguments, Classifier> factory) {

  /** What a network asks of the size of its pictures. */
  public enum PictureSize {
    /** One size: smaller pictures are padded, larger ones resized. */
    FIXED,
    /** Any size, but the same for all pictures: the network is made for it. */
    CHOSEN,
    /** Any size; the one of the arguments is what it is trained with. */
    FREE
  }

  /**
   * What to make it for, given data: LeNet-5 has one size, so MNIST's 28×28 pictures must be padded
   * by 2 on each side for it; the others follow the data.
   */
  public Arguments fit(Arguments data) {
    return switch (size) {
      case FIXED -> data.size(defaults.height(), defaults.width());
      case CHOSEN, FREE -> data;
    };
  }

  /** What a model file says of it, so that {@link Zoo} can make it again. */
  public Blueprint blueprint(Arguments arguments) {
    return new Blueprint(name, arguments.toString());
  }

  /**
   * Makes it; its parameters get their values when they are first looked at.
   *
   * @throws FoveaException if it cannot have these arguments
   */
  public Classifier create(Arguments arguments) {
    Arguments fitting = fit(arguments);
    if (!fitting.equals(arguments)) {
      throw FoveaException.at(
          name,
          "takes pictures of "
              + defaults.height()
              + "x"
              + defaults.width()
              + ", not of "
              + arguments.height()
              + "x"
              + arguments.width(),
          "pad or resize them");
    }
    return factory.apply(arguments);
  }
}
