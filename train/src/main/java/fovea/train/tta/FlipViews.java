package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import java.util.List;

/** Each picture as it is, and mirrored, left to right. */
public record FlipViews() implements TestTimeAugment {

  @Override
  public List<TestView> views(Tensor pictures, PictureShape input) {
    return List.of(new TestView(pictures), new TestView(PixelOrder.mirrored(pictures)));
  }
}
