package fovea.explain.top;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.photo.PhotoSet;
import fovea.data.picture.Fitting;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;

/** Pictures of a data set. */
record SetPictures(PictureSet pictures, Preprocessing preprocessing) implements PictureSource {

  @Override
  public String name() {
    return pictures.name();
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public String pictureName(int index) {
    return switch (pictures) {
      case PhotoSet photos -> photos.photo(index).file().toString();
      default -> String.format(Locale.ROOT, "%s %,d", pictures.name(), index);
    };
  }

  @Override
  public List<String> write(int index, MemorySegment target, long offset) {
    Picture picture = pictures.picture(index);
    Picture fitted =
        picture.shape().equals(preprocessing.picture())
            ? picture
            : Fitting.fit(picture, preprocessing).picture();
    preprocessing.normalizer().apply(fitted.pixels(), target, offset);
    return List.of();
  }
}
