package fovea.explain.source;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Any number of pictures, read one by one as a network takes them; what they show need not be
 * known. Reading is safe from several threads.
 */
public interface PictureSource {

  /** What people call all of them. */
  String name();

  /** Number of pictures. */
  int size();

  /** What people call one of them, such as its file. */
  String pictureName(int index);

  /** How they become the network's input. */
  Preprocessing preprocessing();

  /**
   * A picture of bytes, of the size that the network takes.
   *
   * @throws fovea.data.pixels.DataException if it cannot be read
   */
  Picture picture(int index);

  /**
   * Writes a picture as floats {@code [c, h, w]} of {@link Preprocessing#input()}.
   *
   * @param offset in bytes into {@code target}
   * @return what is wrong with it, if it can be used nevertheless
   * @throws fovea.data.pixels.DataException if it cannot be read
   */
  List<String> write(int index, MemorySegment target, long offset);

  /** What was left out before, such as files that are no pictures. */
  default List<SkippedFile> skipped() {
    return List.of();
  }

  /** The pictures in files, each decoded when it is asked for. */
  static PictureSource of(PhotoFiles files, Preprocessing preprocessing) {
    return new FilePictures(files, preprocessing);
  }

  /** The pictures of a data set, fitted where they have another size. */
  static PictureSource of(PictureSet pictures, Preprocessing preprocessing) {
    return new SetPictures(pictures, preprocessing);
  }
}
