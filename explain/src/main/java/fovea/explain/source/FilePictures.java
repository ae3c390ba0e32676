package fovea.explain.source;

import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Pictures in files. */
record FilePictures(PhotoFiles files, Preprocessing preprocessing) implements PictureSource {

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public int size() {
    return files.files().size();
  }

  @Override
  public String pictureName(int index) {
    return files.files().get(index).toString();
  }

  @Override
  public List<SkippedFile> skipped() {
    return files.skipped();
  }

  @Override
  public Picture picture(int index) {
    return fitted(index, decoded(index));
  }

  @Override
  public List<String> write(int index, MemorySegment target, long offset) {
    DecodedPicture decoded = decoded(index);
    preprocessing.normalizer().apply(fitted(index, decoded).pixels(), target, offset);
    return decoded.warnings();
  }

  private DecodedPicture decoded(int index) {
    return PictureFile.decode(files.files().get(index));
  }

  private Picture fitted(int index, DecodedPicture decoded) {
    try {
      return Fitting.fit(decoded.picture(), preprocessing).picture();
    } catch (DataException e) {
      throw e.within(pictureName(index));
    }
  }
}
