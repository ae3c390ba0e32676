package fovea.app.explain;

import fovea.app.console.ShellPath;
import fovea.app.explain.ExplainRequest.Material;
import fovea.app.explain.ExplainRequest.Singles;
import fovea.app.explain.ExplainRequest.Written;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.predict.TestPictures;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model looks at in pictures, and what it has learned. */
@Command(
    name = "explain",
    description = {
      "Shows what a model looks at in pictures, and what its layers have learned. Of each picture,"
          + " unless --method says otherwise: what speaks for the predicted class (grad-cam, at the"
          + " last convolution), the five likeliest classes, and the strongest feature maps."
          + " Results are PNG files in a new folder, with a page, index.html, that shows all.",
    })
public final class ExplainModel implements Verb {
  static final String LAYER = "--layer";
  static final String CLASS = "--class";
  static final String DATA = "--data";
  static final String VALUES = "--values";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = WeightOptions.MODEL)
  private Optional<String> model = Optional.empty();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PICTURE",
      description =
          "PNG, JPEG, GIF, BMP, WebP, TIFF or ICO files of any size; none for methods that look at"
              + " the network alone or at --data.")
  private List<Path> pictures = List.of();

  @Option(
      names = "--method",
      paramLabel = "NAME[,NAME…]|all",
      converter = MethodChoice.Reader.class,
      description =
          "How to look; --list explains the names; all stands for all that look at pictures"
              + " (default: grad-cam,top-5,feature-maps).")
  private Optional<MethodChoice> methods = Optional.empty();

  @Option(names = "--list", description = "List the methods, a line for each.")
  private boolean list;

  @Option(
      names = LAYER,
      paramLabel = "PATH",
      description =
          "The layer to look at, such as features.10 (default: the last convolution; for filters"
              + " the first); summary names them.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = CLASS,
      paramLabel = "NAME|INDEX",
      description = "The class to ask about (default: the predicted one).")
  private Optional<String> target = Optional.empty();

  @Option(
      names = DATA,
      paramLabel = "NAME|DIR",
      converter = TestPictures.Reader.class,
      description =
          "For top9, evaluation and --maco: a data set, digits, mnist, fashion-mnist or cifar-10,"
              + " or a folder of photos; for evaluation with a sub-folder for each class.")
  private Optional<TestPictures> data = Optional.empty();

  @Mixin private ResultOptions results;

  @Option(
      names = VALUES,
      description = "Also write the numbers of each map, as NumPy's .npy files.")
  private boolean values;

  @Option(
      names = "--no-trust",
      description =
          "Leave out the line beside each map that says how far it can be trusted, which takes"
              + " time.")
  private boolean noTrust;

  @ArgGroup(heading = "%nOptions of single methods:%n", exclusive = false, validate = false)
  private MethodOptions single = new MethodOptions();

  @ArgGroup(heading = "%nOptions of single units:%n", exclusive = false, validate = false)
  private MaximizeOptions units = new MaximizeOptions();

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    if (list) {
      session.result(MethodTable.text());
      return MethodTable.json();
    }
    List<ExplainMethod> chosen =
        methods.map(MethodChoice::methods).orElseGet(ExplainMethods::usual);
    requireMaterial(chosen);
    requireEffect(chosen);
    String source = model.orElseThrow();
    ResultFolder folder = results.folder(folderName(source));
    var written = new Written(!noTrust, values, methods.isEmpty(), command());
    var material = new Material(new Singles(single, units), data, written);
    var request =
        new ExplainRequest(source, pictures, chosen, new Question(layer, target), material);
    return weights.addTo(ExplainRun.of(session, request, load(session, source), folder).finish());
  }

  private String folderName(String source) {
    return "explain-"
        + (pictures.size() == 1
            ? ResultNames.stem(pictures.getFirst())
            : ResultNames.model(source));
  }

  /** What was typed, for a shell. */
  private String command() {
    return ShellPath.command(spec.root().commandLine().getParseResult().originalArgs());
  }

  private Model load(Session session, String source) {
    session.startEngine();
    Model found = weights.load(session, source);
    found.requireTrained();
    Model loaded = found.decideBy(pictures.stream().map(PictureInput::of).toList());
    SettingsText.say(session, loaded.settings());
    session.sayDevice();
    return loaded;
  }

  /** Makes sure that there is all that the methods look at, and nothing more. */
  private void requireMaterial(List<ExplainMethod> chosen) {
    if (model.isEmpty()) {
      throw new UsageException(
          "MODEL", "expected a model, found none", "name one, or use --list for the methods");
    }
    List<ExplainMethod> atPictures =
        chosen.stream().filter(method -> method.look() instanceof Look.AtPictures).toList();
    if (!atPictures.isEmpty() && pictures.isEmpty()) {
      throw new UsageException(
          "PICTURE",
          "expected pictures for " + names(atPictures) + ", found none",
          "name one or more");
    }
    if (atPictures.isEmpty() && !pictures.isEmpty()) {
      throw new UsageException(
          "PICTURE", "expected none for " + names(chosen) + ", found some", "leave them out");
    }
    Optional<ExplainMethod> atData =
        chosen.stream().filter(method -> method.look() instanceof Look.AtData).findFirst();
    if (atData.isPresent() && data.isEmpty()) {
      throw new UsageException(
          DATA, "expected a data set for " + atData.get() + ", found none", "name one");
    }
  }

  /** Refuses options that change nothing. */
  private void requireEffect(List<ExplainMethod> chosen) {
    results.check();
    if (data.isPresent()
        && !units.maco()
        && chosen.stream().noneMatch(method -> method.look() instanceof Look.AtData)) {
      throw new UsageException(
          DATA,
          "changes nothing in " + names(chosen),
          "leave it out; it is for top9, evaluation, and maximize with " + MaximizeOptions.MACO);
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      List<ExplainMethod> taking = ExplainMethods.taking(option.longestName());
      if (!taking.isEmpty() && taking.stream().noneMatch(chosen::contains)) {
        throw new UsageException(
            option.longestName(),
            "changes nothing in " + names(chosen),
            "leave it out; it is for " + few(taking));
      }
    }
  }

  private static String names(List<ExplainMethod> methods) {
    return methods.stream().map(ExplainMethod::name).collect(Collectors.joining(", "));
  }

  private static String few(List<ExplainMethod> methods) {
    int shown = 4;
    return names(methods.subList(0, Math.min(shown, methods.size())))
        + (methods.size() > shown ? ", …" : "");
  }
}
