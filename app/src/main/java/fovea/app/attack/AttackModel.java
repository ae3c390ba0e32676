package fovea.app.attack;

import fovea.app.console.ShellPath;
import fovea.app.explain.result.StepBar;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.option.NumberReaders;
import fovea.app.predict.TestPictures;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.data.split.DataPart;
import fovea.experiment.RunPictures;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes pictures so that a model errs, and measures how accurate it is under attack. */
@Command(
    name = "attack",
    description = {
      "Changes pictures by so little that nobody sees it until a model takes them for something"
          + " else (adversarial examples). Of each picture: what it was, what was added, magnified,"
          + " and what came out, with what the model says. With --data instead of pictures: how"
          + " accurate the model is on pictures that are changed more and more. Results are PNG"
          + " files in a new folder, with a page, index.html, that shows all.",
    })
public final class AttackModel implements Verb {
  private static final String TARGET = "--target";
  private static final String DATA = "--data";
  private static final String SAMPLE = "--sample";
  private static final String BESIDE = "--beside";
  private static final int USUAL_SAMPLE = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF, BMP, WebP, TIFF or ICO files of any size.")
  private List<Path> pictures = List.of();

  @Mixin private AttackOptions attacks;

  @Option(
      names = TARGET,
      paramLabel = "NAME|INDEX",
      description =
          "The class that the model is to see (default: any other than the one it predicts).")
  private Optional<String> target = Optional.empty();

  @Option(
      names = DATA,
      paramLabel = "NAME|DIR|PART",
      converter = TestPictures.Reader.class,
      description =
          "Measure the accuracy on the test pictures of a data set, digits, mnist, fashion-mnist or"
              + " cifar-10, on a folder of photos with a sub-folder for each class, or on a part of"
              + " what the model was made from, such as validation.")
  private Optional<TestPictures> data = Optional.empty();

  @Option(
      names = SAMPLE,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "Pictures of --data that are attacked, drawn at random by --seed (default: at most"
              + " 1000).")
  private Optional<Integer> sample = Optional.empty();

  @Option(
      names = BESIDE,
      paramLabel = "MODEL",
      description =
          "Another model to measure on the same pictures, in the same chart; may be repeated.")
  private List<String> beside = List.of();

  @Mixin private ResultOptions results;

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    requireMaterial();
    results.check();
    List<Attack> chosen =
        attacks.attacks(data.isEmpty() ? List.of(new Fgsm()) : List.of(new Fgsm(), new Pgd()));
    List<Double> epsilons = attacks.epsilons();
    String name = pictures.size() == 1 ? stem() : ResultNames.model(model);
    ResultFolder folder = results.folder("attack-" + name);
    var report = new AttackReport(session, folder, ShellPath.command(words()));
    session.startEngine();
    Model found = weights.load(session, model);
    found.requireTrained();
    return weights.addTo(
        data.map(material -> pictures(material, found))
            .map(all -> new DataAttacks.Wish(all, sample.orElse(USUAL_SAMPLE), chosen, epsilons))
            .map(wish -> measured(session, found, wish, report))
            .orElseGet(() -> changed(session, found, chosen, report)));
  }

  private String stem() {
    return ResultNames.stem(pictures.getFirst());
  }

  private List<String> words() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  /** Makes sure that there is something to attack, and no option without effect. */
  private void requireMaterial() {
    if (pictures.isEmpty() == data.isEmpty()) {
      throw new UsageException(
          "PICTURE",
          "expected pictures or " + DATA + ", found " + (data.isEmpty() ? "neither" : "both"),
          "name one of them");
    }
    if (data.isPresent() && target.isPresent()) {
      throw new UsageException(
          TARGET, "is for single pictures, found " + DATA, "leave one of them out");
    }
    if (data.isEmpty() && !beside.isEmpty()) {
      throw new UsageException(BESIDE, "is for " + DATA + ", found none", "leave it out");
    }
    if (data.isEmpty() && sample.isPresent()) {
      throw new UsageException(SAMPLE, "is a part of " + DATA + ", found none", "leave it out");
    }
  }

  private JsonObject changed(
      Session session, Model found, List<Attack> chosen, AttackReport report) {
    Model loaded = found.decideBy(pictures.stream().map(PictureInput::of).toList());
    SettingsText.say(session, loaded.settings());
    session.sayDevice();
    List<Attack> all =
        chosen.stream().flatMap(each -> attacks.forEachEpsilon(each).stream()).toList();
    var run = new PictureAttacks(session, loaded, report, options.seed());
    return run.of(pictures, all, target);
  }

  /** What the user has named; a part is one of what the model was made from. */
  private TestPictures pictures(TestPictures named, Model found) {
    return named instanceof TestPictures.Part(DataPart part)
        ? RunPictures.find(Path.of(model), found)
            .map(run -> new TestPictures.OfRun(run, part))
            .orElseThrow(
                () ->
                    new UsageException(
                        DATA,
                        "expected a run, which says what pictures it has, found " + found.source(),
                        "name a data set, or a folder of photos"))
        : named;
  }

  private JsonObject measured(
      Session session, Model found, DataAttacks.Wish wish, AttackReport report) {
    SequencedMap<String, Model> models = new LinkedHashMap<>();
    models.put(ResultNames.model(model), found);
    for (String other : beside) {
      String name = ResultNames.model(other);
      models.put(models.containsKey(name) ? other : name, weights.load(session, other));
    }
    try {
      return new DataAttacks(session, report, options.seed()).of(models, wish);
    } catch (StepBar.Stopped _) {
      session.say("ended early: not all pictures were attacked, and nothing was written");
      return JsonObject.empty();
    }
  }
}
