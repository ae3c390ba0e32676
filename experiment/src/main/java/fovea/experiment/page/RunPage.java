package fovea.experiment.page;

import fovea.error.UserException;
import fovea.experiment.Run;
import fovea.explain.evaluation.EvaluationView;
import fovea.explain.evaluation.PageEvaluation;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run as one page: how the training went, how good the model is and where it fails, on which
 * data, what it cost, and how to do it again.
 *
 * @param run that is shown
 * @param evaluation of its model; none where its data are not at hand
 * @param view what is shown of the evaluation
 * @param data what is known of them
 * @param notes what the reader is to know first, a sentence each
 */
public record RunPage(
    Run run,
    List<PageEvaluation> evaluation,
    EvaluationView view,
    DataFacts data,
    List<String> notes) {

  /** Name of the file in the folder of a run. */
  public static final String FILE = "report.html";

  /** Copies the lists. */
  public RunPage {
    evaluation = List.copyOf(evaluation);
    notes = List.copyOf(notes);
  }

  /** What the files of the run say alone. */
  public RunPage(Run run) {
    this(run, List.of(), new EvaluationView(), new DataFacts(List.of()), List.of());
  }

  /** The same with how good the model is. */
  public RunPage evaluation(PageEvaluation evaluation, EvaluationView view) {
    return new RunPage(run, List.of(evaluation), view, data, notes);
  }

  /** The same with what the data are. */
  public RunPage data(DataFacts data) {
    return new RunPage(run, evaluation, view, data, notes);
  }

  /** The same with one thing more that the reader is to know first. */
  public RunPage note(String sentence) {
    List<String> more = new ArrayList<>(notes);
    more.add(sentence);
    return new RunPage(run, evaluation, view, data, more);
  }

  /** The page. */
  public Page page() {
    RunFiles files = RunFiles.of(run.folder());
    List<Section> sections = new ArrayList<>();
    if (!notes.isEmpty()) {
      List<Block> blocks = new ArrayList<>();
      notes.forEach(note -> blocks.add(new Block.Paragraph(note)));
      sections.add(new Section("Notes", blocks));
    }
    List<Section> judged =
        evaluation.stream().flatMap(each -> each.sections(view).stream()).toList();
    // How good it is comes first, then how it came about.
    sections.addAll(judged.subList(0, Math.min(1, judged.size())));
    Optional<EnsembleSection> ensemble = ensemble();
    ensemble.map(EnsembleSection::section).ifPresent(sections::add);
    ChoiceSection.find(run.folder()).map(ChoiceSection::section).ifPresent(sections::add);
    // Networks with a training of their own have their curves in their own folders.
    if (ensemble.isEmpty() || !run.epochs().isEmpty()) {
      sections.add(new CurveSection(run.epochs(), files.judge()).section());
    }
    sections.addAll(judged.subList(Math.min(1, judged.size()), judged.size()));
    sections.add(new DataSection(run, data).section());
    sections.add(new CostSection(run.epochs(), files).section());
    sections.addAll(new SettingsSection(run, files).sections());
    return new Page("Run " + run.name(), lead(files), sections);
  }

  /** What was trained on what; a head alone and an ensemble have no settings of a training. */
  private String lead(RunFiles files) {
    String trained =
        run.epochs().isEmpty()
            ? "no epochs"
            : Numbers.count(run.epochs().size())
                + (run.epochs().size() == 1 ? " epoch" : " epochs");
    Optional<String> together = ensemble().map(EnsembleSection::title);
    return Stream.of(
            setting("model").or(() -> files.option("from")).or(() -> files.option("model")),
            setting("data").or(() -> files.option("photos")).or(() -> files.option("data")),
            together,
            Optional.of(trained).filter(_ -> together.isEmpty() || !run.epochs().isEmpty()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" · "));
  }

  private Optional<EnsembleSection> ensemble() {
    return EnsembleRecord.find(run.folder()).map(EnsembleSection::new);
  }

  private Optional<String> setting(String name) {
    return run.settings().json().find(name).map(Settings::text);
  }

  /**
   * Writes the page.
   *
   * @throws fovea.report.picture.ReportException if the name does not end in {@code .html} or the
   *     file cannot be written; an old file is then untouched
   * @throws UserException if a file of the run cannot be read
   */
  public void save(Path file) {
    page().save(file);
  }
}
