package fovea.app.explain;

import fovea.app.network.WeightOptions;
import fovea.app.predict.TestPictures;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
      description =
          "For top9 and evaluation: a data set, digits, mnist, fashion-mnist or cifar-10, or a"
              + " folder of photos; for evaluation with a sub-folder for each class.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results, new or empty (default: a new one, such as explain-cat).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--force",
      description = "Replace files of the same names in the folder of --out.")
  private boolean force;

  @Option(
      names = VALUES,
      description = "Also write the numbers of each map, as NumPy's .npy files.")
  private boolean values;

  @ArgGroup(
      heading = "%nOptions of single methods:%n",
      exclusive = false,
      validate = false)
  private MethodOptions single = new MethodOptions();

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    throw new UnsupportedOperationException();
  }
}
