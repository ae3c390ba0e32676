package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.format.Codecs;
import fovea.graph.Tensor;
import java.util.List;

/**
 * Test-time augmentation: which views of a picture a network is asked about. {@link AveragedViews}
 * asks and averages the answers. An own one is a record or a lambda that makes views of tensors:
 *
 * <pre>{@code
 * TestTimeAugment twice = (x, input) -> List.of(new TestView(x), new TestView(x.mul(1.1)));
 * }</pre>
 */
@FunctionalInterface
public interface TestTimeAugment {

  /**
   * The views of a batch, each of which the network takes.
   *
   * @param pictures {@code [n, c, h, w]}, larger than {@code input} if {@link #takesLarger}
   * @param input of the network
   * @throws fovea.graph.type.FoveaException if the pictures are too small
   */
  List<TestView> views(Tensor pictures, PictureShape input);

  /** Whether pictures must be larger than the network's input, as views are parts of them. */
  default boolean takesLarger() {
    return false;
  }

  /** What is averaged; probabilities unless overridden. */
  default ViewAverage average() {
    return ViewAverage.PROBABILITIES;
  }

  /** The codecs of test-time augmentations, by which users name them; an own one may be added. */
  static Codecs<TestTimeAugment> codecs() {
    return TestTimeCodecs.ALL;
  }
}
