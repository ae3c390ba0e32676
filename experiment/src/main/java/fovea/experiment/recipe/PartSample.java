package fovea.experiment.recipe;

import fovea.data.PictureSet;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoProgress;
import fovea.data.photo.SplitRecord;
import fovea.data.sampling.StratifiedSample;
import fovea.data.split.DataPart;
import fovea.experiment.NamedPictures;
import fovea.experiment.RunPictures;
import fovea.hub.Model;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures of a part of a run.
 *
 * @param pictures of it
 * @param isDrawn whether they were drawn from more
 */
record PartSample(PictureSet pictures, boolean isDrawn) {

  /**
   * How pictures are drawn and loaded.
   *
   * @param model that they are for
   * @param data where data sets are that are known by name
   * @param most so many, drawn at random
   * @param seed decides which
   */
  record Wanted(Model model, NamedPictures data, int most, long seed) {}

  static PartSample of(RunPictures run, DataPart part, Wanted wanted, PhotoProgress progress) {
    return switch (run) {
      case RunPictures.Named named -> of(named.load(part, wanted.data()), wanted);
      case RunPictures.Recorded(SplitRecord split) -> of(split.part(part), wanted, progress);
    };
  }

  private static PartSample of(PictureSet all, Wanted wanted) {
    int size = all.size();
    return size <= wanted.most()
        ? new PartSample(all, false)
        : new PartSample(all.split((double) wanted.most() / size, wanted.seed()).first(), true);
  }

  /** Only the photos that are drawn are decoded. */
  private static PartSample of(PhotoFolder all, Wanted wanted, PhotoProgress progress) {
    int size = all.photos().size();
    boolean isDrawn = size > wanted.most();
    PhotoFolder some = isDrawn ? drawn(all, (double) wanted.most() / size, wanted.seed()) : all;
    return new PartSample(some.load(wanted.model().preprocessing(), progress), isDrawn);
  }

  private static PhotoFolder drawn(PhotoFolder all, double share, long seed) {
    int[] drawn = StratifiedSample.draw(all.photos().size(), share, seed);
    return new PhotoFolder(
        all.root(),
        all.classes(),
        Arrays.stream(drawn).mapToObj(all.photos()::get).toList(),
        List.of());
  }
}
