package fovea.hub.distill;

import fovea.data.Preprocessing;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.train.adversarial.PixelBounds;
import java.util.function.UnaryOperator;

/**
 * What turns the input of one network into that of another that takes the same pictures: the border
 * of the one is taken off, black and white become what they are for the other, and its border is
 * added.
 *
 * @param border of the one, pixels on each side
 * @param black the input of the one for a black picture without its border, {@code [1, c, h, w]}
 * @param scale by which the range from black to white grows, {@code [1, c, h, w]}
 * @param added border of the other
 * @param target the input of the other for a black picture, its border included
 */
record InputConversion(int border, HostBuffer black, HostBuffer scale, int added, HostBuffer target)
    implements UnaryOperator<Tensor> {

  static InputConversion of(Preprocessing from, Preprocessing to) {
    PixelBounds given = PixelBounds.of(from.padding(0));
    PixelBounds wanted = PixelBounds.of(to.padding(0));
    HostBuffer scale = HostBuffer.allocate(given.black().type());
    for (long i = 0; i < scale.type().shape().elements(); i++) {
      double range = given.white().at(i) - given.black().at(i);
      scale.set(i, (wanted.white().at(i) - wanted.black().at(i)) / range);
    }
    return new InputConversion(
        from.padding(), given.black(), scale, to.padding(), PixelBounds.of(to).black());
  }

  @Override
  public Tensor apply(Tensor input) {
    Tensor picture = input;
    for (int axis = 2; axis < 4; axis++) {
      picture = picture.slice(axis, border, picture.shape().dim(axis) - border);
    }
    Tensor light = picture.sub(Tensor.of(black)).mul(Tensor.of(scale));
    for (int axis = 2; axis < 4; axis++) {
      light = light.pad(axis, added, added);
    }
    return light.add(Tensor.of(target));
  }
}
