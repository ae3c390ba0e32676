package fovea.explain.source;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.picture.Fitting;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.List;

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
    return pictures.source(index);
  }

  @Override
  public Picture picture(int index) {
    Picture picture = pictures.picture(index);
    return picture.shape().equals(preprocessing.picture())
        ? picture
        : Fitting.fit(picture, preprocessing).picture();
  }

  @Override
  public List<String> write(int index, MemorySegment target, long offset) {
    preprocessing.normalizer().apply(picture(index).pixels(), target, offset);
    return List.of();
  }
}
