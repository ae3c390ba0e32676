package fovea.app.explain;

import fovea.app.console.ControlText;
import fovea.app.explain.result.StepBar;
import fovea.app.session.UsageException;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.explain.parametrization.MeanSpectrum;
import fovea.explain.source.PictureSource;
import java.util.ArrayList;
import java.util.List;

/** How strong each frequency is in a data set, by some of its pictures. */
final class DataSpectrum {
  private static final int MOST = 256;

  private DataSpectrum() {}

  /**
   * By at most {@value #MOST} pictures, evenly spaced; those that cannot be read are left out, and
   * said.
   */
  static MeanSpectrum of(PictureSource pictures, Workplace place, StepBar bar) {
    List<Picture> seen = new ArrayList<>();
    int count = Math.min(MOST, pictures.size());
    for (int i = 0; i < count; i++) {
      bar.at(i, count);
      try {
        seen.add(pictures.picture((int) ((long) i * pictures.size() / count)));
      } catch (DataException e) {
        place.session().say("left out: " + ControlText.line(e.getMessage()));
      }
    }
    if (seen.isEmpty()) {
      throw new UsageException(
          ExplainModel.DATA, "expected pictures, found none in " + pictures.name(), "name others");
    }
    return MeanSpectrum.of(seen);
  }
}
