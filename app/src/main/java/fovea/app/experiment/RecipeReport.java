package fovea.app.experiment;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.experiment.recipe.ErrorAnalysis;
import fovea.experiment.recipe.ErrorPart;
import fovea.experiment.recipe.ErrorRate;
import fovea.experiment.recipe.Evidence;
import fovea.experiment.recipe.Finding;
import fovea.experiment.recipe.Gap;
import fovea.experiment.recipe.Interval;
import fovea.experiment.recipe.Trouble;
import fovea.experiment.recipe.Verdict;
import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the errors on the parts say.
 *
 * @param notes what to know of the errors, a sentence each
 */
record RecipeReport(ErrorAnalysis analysis, List<String> notes) {

  private static final Table ERRORS =
      Table.of(
          Column.text("part"),
          Column.number("wrong"),
          Column.number("examples"),
          Column.number("error"),
          Column.number("95 % interval"));

  private static final Table GAPS =
      Table.of(
          Column.text("gap"),
          Column.text("between"),
          Column.number("points"),
          Column.number("95 % interval"),
          Column.text("evidence"));

  /** Shows it to people. */
  void show(Session session) {
    notes().forEach(session::say);
    if (analysis.guessesHuman()) {
      session.say(
          "the human error is not known and taken as 0 %: the bias is at most what is shown; give"
              + " it by --human");
    }
    List<List<String>> errors = new ArrayList<>();
    analysis.errors().rates().forEach((part, rate) -> errors.add(row(part, rate)));
    session.result(ERRORS.render(errors));
    session.result("");
    session.result(GAPS.render(analysis.findings().stream().map(RecipeReport::row).toList()));
    session.result("");
    sentences().forEach(session::result);
  }

  /** The verdict and what led to it. */
  private List<String> sentences() {
    return switch (analysis.verdict()) {
      case Verdict.Troubled(List<Finding> findings) -> {
        List<String> lines = new ArrayList<>();
        findings.forEach(finding -> lines.addAll(trouble(finding)));
        analysis.findings(Evidence.TOO_FEW).stream().map(RecipeReport::open).forEach(lines::add);
        yield lines;
      }
      case Verdict.TooFew(List<Finding> findings) -> {
        List<String> lines = new ArrayList<>();
        lines.add("too few examples to say");
        findings.stream().map(RecipeReport::open).forEach(lines::add);
        yield lines;
      }
      case Verdict.NothingStandsOut _ ->
          List.of(
              "nothing stands out: no gap is larger than %s points"
                  .formatted(points(2 * analysis.findings().getFirst().matters())));
    };
  }

  private static List<String> trouble(Finding finding) {
    Gap gap = finding.gap();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: the %s error is %s points above the %s error%s"
            .formatted(gap.trouble(), gap.to(), points(gap.size()), gap.from(), within(gap)));
    gap.trouble().steps().forEach(step -> lines.add("  - " + step));
    if (gap.trouble() == Trouble.VARIANCE && gap.to() != ErrorPart.TRAIN_DEV) {
      lines.add(
          "  where %s examples come from another source than training examples, this may be data"
                  .formatted(gap.to())
              + " mismatch: a train-dev part tells");
    }
    return lines;
  }

  private static String within(Gap gap) {
    Interval interval = gap.interval();
    return interval.low() == interval.high()
        ? ""
        : " (%s to %s)".formatted(points(interval.low()), points(interval.high()));
  }

  private static String open(Finding finding) {
    Gap gap = finding.gap();
    String more =
        finding.timesMore().isPresent()
            ? String.format(
                Locale.ROOT,
                "; with the same errors, about %,.0f times the examples would tell",
                finding.timesMore().getAsDouble())
            : "";
    return "%s: too few to say whether the %s error is above the %s error (%s to %s points)%s"
        .formatted(
            gap.trouble(),
            gap.to(),
            gap.from(),
            points(gap.interval().low()),
            points(gap.interval().high()),
            more);
  }

  private static List<String> row(ErrorPart part, ErrorRate rate) {
    return switch (rate) {
      case ErrorRate.Counted(double wrong, long n) ->
          List.of(
              part.toString(),
              Quantity.rounded(wrong).contains(".")
                  ? Quantity.rounded(wrong)
                  : Quantity.count(Math.round(wrong)),
              Quantity.count(n),
              Quantity.percent(rate.rate()),
              "%s to %s"
                  .formatted(
                      Quantity.percent(rate.interval().low()).replace(" %", ""),
                      Quantity.percent(rate.interval().high())));
      case ErrorRate.Stated _ ->
          List.of(part.toString(), "", "", Quantity.percent(rate.rate()), "as given");
    };
  }

  private static List<String> row(Finding finding) {
    Gap gap = finding.gap();
    Interval interval = gap.interval();
    return List.of(
        gap.trouble().toString(),
        gap.to() + " - " + gap.from(),
        points(gap.size()),
        interval.low() == interval.high()
            ? ""
            : points(interval.low()) + " to " + points(interval.high()),
        finding.evidence().toString());
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share + 0.0);
  }

  /** For programs. */
  JsonObject json() {
    JsonObject errors = JsonObject.empty();
    for (var entry : analysis.errors().rates().entrySet()) {
      errors = errors.with(entry.getKey().key(), json(entry.getValue()));
    }
    return JsonObject.empty()
        .with("verdict", verdict())
        .with("errors", errors)
        .with("gaps", new JsonArray(analysis.findings().stream().map(RecipeReport::json).toList()))
        .with("notes", JsonArray.ofStrings(notes));
  }

  private String verdict() {
    return switch (analysis.verdict()) {
      case Verdict.Troubled(List<Finding> findings) ->
          findings.stream()
              .map(finding -> finding.gap().trouble().toString())
              .collect(Collectors.joining(", "));
      case Verdict.TooFew _ -> "too few to say";
      case Verdict.NothingStandsOut _ -> "nothing stands out";
    };
  }

  private static JsonValue json(ErrorRate rate) {
    JsonObject json = JsonObject.empty().with("error", rate.rate());
    return switch (rate) {
      case ErrorRate.Counted(double wrong, long n) ->
          json.with("wrong", wrong)
              .with("n", n)
              .with("low", rate.interval().low())
              .with("high", rate.interval().high());
      case ErrorRate.Stated _ -> json;
    };
  }

  private static JsonValue json(Finding finding) {
    Gap gap = finding.gap();
    return JsonObject.empty()
        .with("trouble", gap.trouble().toString())
        .with("from", gap.from().key())
        .with("to", gap.to().key())
        .with("size", gap.size())
        .with("low", gap.interval().low())
        .with("high", gap.interval().high())
        .with("evidence", finding.evidence().toString())
        .with(
            "times_more",
            finding.timesMore().isPresent()
                ? JsonNumber.of(finding.timesMore().getAsDouble())
                : new JsonNull())
        .with("next", JsonArray.ofStrings(gap.trouble().steps()));
  }
}
