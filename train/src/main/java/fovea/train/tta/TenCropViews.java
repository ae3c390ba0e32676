package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ten views: the four corners and the center of larger pictures, all mirrored as well (Krizhevsky
 * et al. 2012).
 */
public record TenCropViews() implements TestTimeAugment {

  @Override
  public List<TestView> views(Tensor pictures, PictureShape input) {
    Parts.Room room = Parts.Room.beside(input, pictures, 1);
    List<Tensor> crops =
        List.of(
            Parts.at(0, 0, input, pictures),
            Parts.at(0, room.width(), input, pictures),
            Parts.at(room.height(), 0, input, pictures),
            Parts.at(room.height(), room.width(), input, pictures),
            Parts.center(input, pictures));
    return Stream.concat(crops.stream(), crops.stream().map(PixelOrder::mirrored))
        .map(TestView::new)
        .toList();
  }

  @Override
  public boolean takesLarger() {
    return true;
  }
}
