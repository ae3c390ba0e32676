package fovea.experiment.page;

import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.EnsembleMeasures.MemberScore;
import fovea.hub.ensemble.EnsembleMeasures.SizeScore;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.hub.ensemble.NextMember;
import fovea.hub.ensemble.OutOfBag;
import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the networks of an ensemble bring, each by itself and together. */
record EnsembleSection(EnsembleRecord record) {
  private static final double WIDTH = 440;
  private static final double HEIGHT = 290;

  /** A table of more columns is no help. */
  private static final int MOST_COLUMNS = 20;

  /** Such as {@code ensemble of 5 networks}. */
  String title() {
    return "ensemble of " + Numbers.count(measures().members().size()) + " networks";
  }

  private EnsembleMeasures measures() {
    return record.measures();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(summary()));
    blocks.add(members());
    blocks.add(new Block.PictureGrid(List.of(chart())));
    blocks.add(new Block.Paragraph(next()));
    blocks.add(new Block.Paragraph(correlation()));
    List<List<Double>> pairs = measures().correlation().pairs();
    if (pairs.size() <= MOST_COLUMNS) {
      blocks.add(new Block.Details("The correlation of each two", List.of(pairs(pairs))));
    }
    return new Section("Ensemble", blocks);
  }

  private String summary() {
    String how =
        switch (measures().rule()) {
          case AVERAGE -> "averages their probabilities";
          case VOTE -> "lets them vote";
        };
    String made =
        switch (record.kind()) {
          case SEEDS -> "They differ by their seeds.";
          case BAGGING -> "Each has learned from its own sample of the training pictures.";
          case SNAPSHOT -> "They are the ends of the cycles of one training.";
        };
    return String.format(
        Locale.ROOT,
        "%s networks; the model %s and is right on %s of %s pictures, the best network on %s. %s",
        Numbers.count(measures().members().size()),
        how,
        Numbers.percent(measures().accuracy()),
        Numbers.count(measures().pictures()),
        Numbers.percent(measures().best()),
        made);
  }

  private Block members() {
    List<String> header =
        new ArrayList<>(List.of("network", "accuracy", "accuracy of the others without it"));
    record
        .outOfBag()
        .ifPresent(_ -> header.addAll(List.of("accuracy out of bag", "distinct pictures")));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < measures().members().size(); i++) {
      MemberScore member = measures().members().get(i);
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(i + 1));
      row.add(Numbers.percent(member.accuracy()));
      row.add(Numbers.percent(member.without()));
      if (record.outOfBag().isPresent()) {
        OutOfBag.MemberSample sample = record.outOfBag().get().members().get(i);
        row.add(Numbers.percent(sample.accuracy()));
        row.add(Numbers.percent(sample.distinct()));
      }
      rows.add(row);
    }
    List<String> all = new ArrayList<>(List.of("all", Numbers.percent(measures().accuracy()), "–"));
    record.outOfBag().ifPresent(bag -> all.addAll(List.of(Numbers.percent(bag.ensemble()), "–")));
    rows.add(all);
    return new Block.Table("each network, and all together", header, rows);
  }

  private Block.Thumbnail chart() {
    List<SizeScore> sizes = measures().sizes();
    var chart =
        new LineChart(
                new ChartAxis("number of networks"),
                new ChartAxis("accuracy"),
                line("mean", SizeScore::mean),
                line("lowest", SizeScore::lowest),
                line("highest", SizeScore::highest))
            .size(WIDTH, HEIGHT);
    String about = "accuracy by number of networks, over choices of so many of them";
    return new Block.Thumbnail(
        chart.figure(),
        String.format(
            Locale.ROOT,
            "%s: mean from %s to %s",
            about,
            Numbers.percent(sizes.getFirst().mean()),
            Numbers.percent(sizes.getLast().mean())),
        about);
  }

  private Series line(String name, ToDoubleFunction<SizeScore> value) {
    return new Series(
        name,
        measures().sizes().stream().map(size -> (double) size.size()).toList(),
        measures().sizes().stream().map(value::applyAsDouble).toList());
  }

  private String next() {
    NextMember next = measures().next();
    return String.format(
        Locale.ROOT,
        "The last network, whichever it is, brought %s. One more, made in the same way, would bring"
            + " about %s, if the gain falls as that of a squared error does. The intervals of 95 %%"
            + " say how far other test pictures would change that; how networks differ from one"
            + " training to the next is not in them.",
        points(next.last(), next.lastError()),
        points(next.gain(), next.gainError()));
  }

  /** Percentage points with half of their interval. */
  private static String points(double gain, double error) {
    return String.format(Locale.ROOT, "%+.2f ± %.2f points", 100 * gain, 100 * error);
  }

  private String correlation() {
    double mean = measures().correlation().mean();
    return Double.isNaN(mean)
        ? "The errors have no correlation, since networks make none."
        : String.format(
            Locale.ROOT,
            "The errors of two networks have a correlation of %.2f in the mean: at 1 all fail on"
                + " the same pictures, and an ensemble brings nothing; at 0 each fails on its own.",
            mean);
  }

  private static Block pairs(List<List<Double>> pairs) {
    List<String> header = new ArrayList<>(List.of("network"));
    IntStream.rangeClosed(1, pairs.size()).forEach(i -> header.add(Integer.toString(i)));
    List<List<String>> rows = new ArrayList<>();
    for (List<Double> pair : pairs) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(rows.size() + 1)));
      pair.forEach(
          value -> row.add(value.isNaN() ? "–" : String.format(Locale.ROOT, "%.2f", value)));
      rows.add(row);
    }
    return new Block.Table("correlation of the errors of two networks", header, rows);
  }
}
