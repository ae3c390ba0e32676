package fovea.app.concept;

import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.explain.result.StepBar;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.option.NumberReaders;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.similar.IndexedData;
import fovea.app.similar.IndexedData.Labelled;
import fovea.concept.ClassPictures;
import fovea.concept.ConceptFindings;
import fovea.concept.ConceptPictures;
import fovea.concept.ConceptTest;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.explain.network.ClassTarget;
import fovea.explain.source.PictureSource;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests whether the classes of a model use concepts. */
@Command(
    name = "concepts",
    description = {
      "Tests whether the classes of a model use concepts, such as stripes or a frame, that folders"
          + " of example pictures show (TCAV): how often the score of a class rises in the"
          + " direction of the concept, against random pictures in the concept's place. Writes a"
          + " page, index.html, in a new folder.",
    })
public final class TestConcepts implements Verb {
  private static final String CONCEPT = "--concept";
  private static final String DATA = "--data";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Option(
      names = CONCEPT,
      required = true,
      paramLabel = "DIR",
      description = "A folder of pictures that show a concept; may be repeated.")
  private List<Path> concepts = List.of();

  @Option(
      names = "--random",
      required = true,
      paramLabel = "DIR",
      description =
          "A folder of pictures that show anything, twice as many as of a concept; may be repeated:"
              + " those of all folders are drawn from.")
  private List<Path> random = List.of();

  @Option(
      names = "--class",
      required = true,
      paramLabel = "NAME|INDEX",
      description = "A class of the model that may use the concepts; may be repeated.")
  private List<String> classes = List.of();

  @Option(
      names = DATA,
      required = true,
      paramLabel = "NAME|DIR",
      description =
          "Where pictures of the classes are: the training pictures of a data set, digits, mnist,"
              + " fashion-mnist or cifar-10, or a folder of photos with a sub-folder for each"
              + " class; for one class also a folder of its photos alone.")
  private String data = "";

  @Option(
      names = "--layer",
      required = true,
      paramLabel = "PATH",
      description =
          "A layer whose values tell the concept from random pictures, such as features.13; maps"
              + " are averaged over their places; may be repeated.")
  private List<String> layers = List.of();

  @Option(
      names = "--trials",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "How many vectors there are of each concept, each from pictures of its own, 10 or more"
              + " (default: 20).")
  private int trials = 20;

  @Option(
      names = "--sample",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Pictures of each class at most, drawn by --seed (default: 200).")
  private int sample = 200;

  @Mixin private ResultOptions results;

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    results.check();
    IndexedData chosen = IndexedData.named(data);
    ResultFolder folder = results.folder("concepts-" + ResultNames.model(model));
    session.startEngine();
    Model loaded = weights.load(session, model);
    ConceptTest test =
        ConceptTest.of(loaded, layers).trials(trials).sample(sample).seed(options.seed());
    SettingsText.say(session, loaded.settings());
    List<PictureSource> examples =
        concepts.stream().map(each -> photos(loaded, List.of(each))).toList();
    PictureSource others = photos(loaded, random);
    List<ClassTarget> targets =
        classes.stream().map(each -> ClassTarget.named(loaded, each)).toList();
    session.sayDevice();
    Labelled labelled = chosen.find(session, loaded.preprocessing());
    List<ClassPictures> asked =
        targets.stream().map(target -> pictures(loaded, labelled, target)).toList();
    var pictures = new ConceptPictures(examples, others, asked);
    session.stopInGoodOrder();
    ConceptFindings found;
    try (var bar = new StepBar(session, "concepts")) {
      found = bar.hear(() -> test.of(pictures));
    } catch (StepBar.Stopped _) {
      session.say("ended early: not all pictures were read, and nothing was written");
      return JsonObject.empty();
    }
    SkippedFile.summary(found.skipped()).forEach(session::say);
    var report = new ConceptResults(found, pictures);
    session.say(report.summary());
    session.result(report.table());
    report.verdicts().forEach(session::result);
    Path page = folder.file("index.html");
    report.page(loaded.source(), ShellPath.command(words())).save(page);
    session.result(page.toString());
    return weights.addTo(report.json().with("page", page.toString()));
  }

  private List<String> words() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private static PictureSource photos(Model model, List<Path> folders) {
    return PictureSource.of(PhotoFiles.below(folders.toArray(Path[]::new)), model.preprocessing());
  }

  /** Pictures of a class: by their labels or, without labels, all. */
  private ClassPictures pictures(Model model, Labelled labelled, ClassTarget target) {
    List<String> names = labelled.classes();
    if (names.isEmpty()) {
      if (classes.size() > 1) {
        throw new UsageException(
            DATA,
            "expected a sub-folder for each of "
                + Quantity.count(classes.size())
                + " classes, found photos without classes in "
                + data,
            "sort them, or ask about one class");
      }
      return ClassPictures.of(target, labelled.pictures());
    }
    int label =
        IntStream.range(0, names.size())
            .filter(i -> isNamed(model, names.get(i), target))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        DATA,
                        "expected pictures of the class "
                            + target.name()
                            + ", found only those of "
                            + String.join(", ", names.subList(0, Math.min(5, names.size()))),
                        "name a folder or a data set that has some"));
    List<Integer> rows =
        IntStream.range(0, labelled.pictures().size())
            .filter(row -> labelled.labels().applyAsInt(row) == label)
            .boxed()
            .toList();
    return new ClassPictures(target, labelled.pictures(), rows);
  }

  private static boolean isNamed(Model model, String folder, ClassTarget target) {
    return folder.equalsIgnoreCase(target.name())
        || (isClass(model, folder) && ClassTarget.named(model, folder).equals(target));
  }

  private static boolean isClass(Model model, String name) {
    try {
      ClassTarget.named(model, name);
      return true;
    } catch (FoveaException _) {
      return false;
    }
  }
}
