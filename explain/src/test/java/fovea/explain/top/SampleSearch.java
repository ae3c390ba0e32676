package fovea.explain.top;

import fovea.data.photo.DamagedFile;
import fovea.data.photo.SkippedFile;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.network.FeatureLayer;
import fovea.explain.top.FieldBox.Place;
import fovea.explain.top.TopPatch.Projections;
import fovea.explain.top.TopPatch.Views;
import fovea.graph.ReceptiveField;
import fovea.graph.type.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a search may have found. */
final class SampleSearch {

  private SampleSearch() {}

  /** So many units with nine patches; every eighth one is dead. */
  static TopPatches of(int units) {
    return of(units, IntStream.range(0, units));
  }

  /** These units of so many. */
  static TopPatches of(int all, IntStream units) {
    var layer = new FeatureLayer("features.3", "add", Shape.of(1, all, 4, 4));
    var axis = new ReceptiveField.Axis(7, 4, -2);
    return new TopPatches(
        layer,
        new ReceptiveField(axis, axis),
        units.mapToObj(SampleSearch::unit).toList(),
        new TopPatches.Seen(
            "photos",
            1100,
            List.of(new SkippedFile(Path.of("a.png"), "is damaged")),
            List.of(new DamagedFile(Path.of("b.png"), List.of("is cut short")))));
  }

  private static TopUnit unit(int unit) {
    return new TopUnit(
        unit,
        unit % 8 == 7
            ? List.of()
            : IntStream.range(0, 9).mapToObj(rank -> patch(unit, rank)).toList());
  }

  private static TopPatch patch(int unit, int rank) {
    var box = new FieldBox(rank, unit % 8, 7, 5);
    var views =
        new Views(picture(40 * rank), Optional.of(new Projections(picture(128), picture(200))));
    String name = "photo \"%d\", of a set.jpg".formatted(rank);
    return new TopPatch(rank, name, 10 - rank, new Place(rank % 4, 2), box, views);
  }

  private static Picture picture(int value) {
    var picture = new Picture(new PictureShape(1, 8, 6));
    Arrays.fill(picture.pixels(), (byte) value);
    return picture;
  }
}
