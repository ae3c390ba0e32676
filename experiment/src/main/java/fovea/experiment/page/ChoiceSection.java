package fovea.experiment.page;

import fovea.hub.finetune.FineTuneCandidate;
import fovea.hub.finetune.FineTuneChoice;
import fovea.model.ModelFile;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import fovea.train.metric.MetricNames;
import fovea.train.run.RunFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a fine-tuning could have kept as the model, and why it kept what it did. */
record ChoiceSection(FineTuneChoice choice) {

  /** That of a run; empty where nothing was chosen. */
  static Optional<ChoiceSection> find(RunFolder folder) {
    return Files.exists(folder.model())
        ? FineTuneChoice.find(ModelFile.read(folder.model()).card()).map(ChoiceSection::new)
        : Optional.empty();
  }

  Section section() {
    List<List<String>> rows = new ArrayList<>();
    for (FineTuneCandidate candidate : choice.candidates()) {
      rows.add(
          List.of(
              name(candidate),
              Numbers.figure(candidate.loss()),
              figure(candidate.figure()),
              candidate.share() == 0 ? "–" : gain(candidate),
              candidate.equals(choice.kept()) ? "kept" : ""));
    }
    List<String> header =
        List.of("weights", "loss", MetricNames.words(choice.measure()), "gain in loss", "");
    String rule =
        "Other weights than the baseline are kept where their gain is more than twice its standard"
            + " error, which is what stands behind ±, and "
            + MetricNames.words(choice.measure())
            + " is no worse.";
    return new Section(
        "What was kept",
        new Block.Paragraph(sentence()),
        new Block.Table(
            "on " + Numbers.count(choice.photos()) + " held-out training photos", header, rows),
        new Block.Paragraph(rule));
  }

  private String sentence() {
    String text = choice.sentence();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String name(FineTuneCandidate candidate) {
    if (candidate.share() == 0) {
      return "baseline: the head alone";
    }
    return candidate.share() == 1
        ? "tuned network"
        : String.format(Locale.ROOT, "%.0f %% of the way", 100 * candidate.share());
  }

  private String figure(double value) {
    return MetricNames.isShare(choice.measure()) ? Numbers.percent(value) : Numbers.figure(value);
  }

  private static String gain(FineTuneCandidate candidate) {
    return String.format(Locale.ROOT, "%+.4f ± %.4f", candidate.gain(), candidate.noise());
  }
}
