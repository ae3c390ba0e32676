package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Locale;

/** Parts of pictures. */
final class Parts {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private Parts() {}

  /** Pixels beyond the height and the width of {@code part}. */
  record Room(int height, int width) {

    /**
     * In pictures {@code [n, c, h, w]}.
     *
     * @throws FoveaException if there are fewer than {@code least} in both directions
     */
    static Room beside(PictureShape part, Tensor pictures, int least) {
      Shape whole = pictures.shape();
      var room = new Room(whole.dim(ROWS) - part.height(), whole.dim(COLUMNS) - part.width());
      if (Math.min(room.height, room.width) < least) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT,
                "parts of %d x %d pixels are to be cut from pictures of %d x %d",
                part.height(),
                part.width(),
                whole.dim(ROWS),
                whole.dim(COLUMNS)),
            "use larger pictures");
      }
      return room;
    }
  }

  /** The part of the size of {@code part} that begins at a row and a column. */
  static Tensor at(int row, int column, PictureShape part, Tensor pictures) {
    return pictures
        .slice(ROWS, row, row + part.height())
        .slice(COLUMNS, column, column + part.width());
  }

  /** The part in the middle; a pixel that is left over lies at the end. */
  static Tensor center(PictureShape part, Tensor pictures) {
    Room room = Room.beside(part, pictures, 0);
    return at(room.height() / 2, room.width() / 2, part, pictures);
  }
}
