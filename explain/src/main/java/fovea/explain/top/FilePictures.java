package fovea.explain.top;

import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
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
  public List<String> write(int index, MemorySegment target, long offset) {
    Path file = files.files().get(index);
    DecodedPicture decoded = PictureFile.decode(file);
    try {
      byte[] pixels = Fitting.fit(decoded.picture(), preprocessing).picture().pixels();
      preprocessing.normalizer().apply(pixels, target, offset);
    } catch (DataException e) {
      throw e.within(file.toString());
    }
    return decoded.warnings();
  }
}
