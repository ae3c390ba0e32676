package fovea.explain.top;

import fovea.data.pixels.DataException;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.source.InputBatches;
import fovea.explain.source.InputBatches.Filled;
import fovea.explain.source.InputBatches.Read;
import fovea.explain.source.PictureSource;
import fovea.explain.source.ReadProblems;
import fovea.explain.top.FieldBox.Place;
import fovea.explain.top.TopPatch.Projections;
import fovea.explain.top.TopPatch.Views;
import fovea.explain.top.TopProgress.Stage;
import fovea.explain.top.UnitMaxima.Maxima;
import fovea.explain.top.UnitRanking.Found;
import fovea.graph.ReceptiveField;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.inspect.ReceptiveFields;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** One search: a pass over all pictures, then one over those that have won. */
final class TopRun {
  private final TopSearch search;
  private final ExplainedNetwork subject;
  private final FeatureLayer layer;
  private final PictureSource pictures;
  private final ReceptiveField field;
  private final FieldBox whole;
  private final Tiles tiles;
  private final List<UnitRanking> rankings;
  private final ReadProblems problems;
  private int seen;

  TopRun(TopSearch search, ExplainedNetwork subject, FeatureLayer layer, PictureSource pictures) {
    this.search = search;
    this.subject = subject;
    this.layer = layer;
    this.pictures = pictures;
    this.field = ReceptiveFields.of(subject.network(), subject.input(1)).at(layer.name());
    var input = pictures.preprocessing().input();
    this.whole = new FieldBox(0, 0, input.height(), input.width());
    this.tiles = new Tiles(pictures.preprocessing(), search.tile());
    this.problems = new ReadProblems(pictures.skipped());
    List<Integer> units =
        search.units().isEmpty()
            ? IntStream.range(0, layer.units()).boxed().toList()
            : search.units();
    this.rankings = units.stream().map(unit -> new UnitRanking(unit, search.count())).toList();
  }

  TopPatches run() {
    rank();
    if (seen == 0) {
      throw new DataException(
          pictures.name(),
          "expected pictures, found none that can be read, as " + problems.skipped().getLast(),
          "Give other ones");
    }
    Map<Found, Views> views = views();
    List<TopUnit> units = rankings.stream().map(ranking -> unit(ranking, views)).toList();
    var data = new TopPatches.Seen(pictures.name(), seen, problems.skipped(), problems.damaged());
    return new TopPatches(layer, field, units, data);
  }

  private TopUnit unit(UnitRanking ranking, Map<Found, Views> views) {
    return new TopUnit(
        ranking.unit(),
        ranking.found().stream()
            .map(
                found ->
                    new TopPatch(
                        found.picture(),
                        pictures.pictureName(found.picture()),
                        found.activation(),
                        place(found),
                        box(found),
                        Objects.requireNonNull(views.get(found))))
            .toList());
  }

  private Place place(Found found) {
    return new Place(found.place() / layer.width(), found.place() % layer.width());
  }

  private FieldBox box(Found found) {
    return FieldBox.of(field, place(found), whole);
  }

  /** Finds the strongest activations. */
  private void rank() {
    int total = pictures.size();
    var maxima = new UnitMaxima(subject, layer);
    TensorType input = subject.input(Math.min(total, search.searched(pictures)));
    try (var batches = new InputBatches(pictures, IntStream.range(0, total).toArray(), input)) {
      while (batches.hasNext()) {
        Filled batch = batches.next();
        if (batch.pictures().stream().anyMatch(read -> read.problem().isEmpty())) {
          rank(batch, maxima.of(batch.input()));
        } else {
          batch.pictures().forEach(this::note);
        }
        int done = batch.from() + batch.pictures().size();
        search.progress().update(Stage.PICTURES, done, total);
      }
    }
  }

  private void rank(Filled batch, Maxima maxima) {
    for (int row = 0; row < batch.pictures().size(); row++) {
      Read read = batch.pictures().get(row);
      if (note(read)) {
        for (UnitRanking ranking : rankings) {
          float activation = maxima.activation(row, ranking.unit());
          requireFinite(activation, read.picture());
          ranking.offer(read.picture(), maxima.place(row, ranking.unit()), activation);
        }
      }
    }
  }

  /** Keeps in mind what is wrong with a picture; says whether it can be used. */
  private boolean note(Read read) {
    boolean usable = problems.note(pictures.pictureName(read.picture()), read);
    seen += usable ? 1 : 0;
    return usable;
  }

  private void requireFinite(float activation, int picture) {
    if (!Float.isFinite(activation)) {
      throw FoveaException.at(
          layer.name(),
          "expected finite numbers, found %s for %s"
              .formatted(activation, pictures.pictureName(picture)),
          "check the weights of the network, or leave the picture out");
    }
  }

  /** Reads the pictures that have won once more, and shows what is in the boxes. */
  private Map<Found, Views> views() {
    List<Found> winners =
        rankings.stream()
            .flatMap(ranking -> ranking.found().stream())
            .distinct()
            .sorted(Comparator.comparingInt(Found::picture))
            .toList();
    Map<Found, Views> views = new HashMap<>();
    if (winners.isEmpty()) {
      return views;
    }
    var projector = new Projector(subject, layer);
    int[] rows = winners.stream().mapToInt(Found::picture).toArray();
    TensorType input = subject.input(Math.min(rows.length, search.projected(pictures)));
    try (var batches = new InputBatches(pictures, rows, input)) {
      while (batches.hasNext()) {
        Filled batch = batches.next();
        requireRead(batch);
        int end = Math.min(batch.from() + input.shape().dim(0), rows.length);
        List<Found> found = winners.subList(batch.from(), end);
        show(found, batch.input(), projector, views);
        search.progress().update(Stage.PATCHES, end, rows.length);
      }
    }
    return views;
  }

  /** A file that was there a moment ago. */
  private static void requireRead(Filled batch) {
    batch.pictures().stream()
        .flatMap(read -> read.problem().stream())
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem;
            });
  }

  private void show(
      List<Found> found, HostBuffer input, Projector projector, Map<Found, Views> views) {
    if (!search.projections()) {
      for (int row = 0; row < found.size(); row++) {
        FieldBox box = box(found.get(row));
        views.put(found.get(row), new Views(tiles.patch(row(input, row), box), Optional.empty()));
      }
      return;
    }
    Projector.Projected projected = projector.of(input, found);
    for (int row = 0; row < found.size(); row++) {
      FieldBox box = box(found.get(row));
      var projections =
          new Projections(
              tiles.signed(row(projected.deconvnet(), row), box),
              tiles.signed(row(projected.guided(), row), box));
      views.put(
          found.get(row), new Views(tiles.patch(row(input, row), box), Optional.of(projections)));
    }
  }

  private static float[] row(HostBuffer batch, int row) {
    long bytes = batch.type().bytes() / batch.type().shape().dim(0);
    return batch.data().asSlice(row * bytes, bytes).toArray(ValueLayout.JAVA_FLOAT);
  }
}
