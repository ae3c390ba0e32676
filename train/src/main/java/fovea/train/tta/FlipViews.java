package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import java.util.List;

/** Each picture as it is, and mirrored, left to right. */
public record FlipViews() implements TestTimeAugment {

  @Override
  public List<View> views(Tensor pictures, PictureShape input) {
    return List.of(new View(pictures), new View(PixelOrder.mirrored(pictures)));
  }
}
