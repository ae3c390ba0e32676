package fovea.app.augment;

import fovea.app.option.NumberReaders;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.data.augment.Augment;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.JsonArray;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what data augmentation makes of pictures. */
@Command(
    name = "augment",
    description = {
      "Shows what data augmentation makes of pictures: variants of each, drawn as training would"
          + " draw them, one for each epoch. They are PNG files in a new folder, or, with --preview,"
          + " small on one contact sheet, beside the original.",
    })
public final class AugmentPictures implements Verb {
  private static final String AUGMENT = "--augment";
  private static final int VARIANTS = 8;

  @Parameters(
      arity = "0..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF, BMP, WebP, TIFF or ICO files of any size.")
  private List<Path> pictures = List.of();

  @Option(
      names = AUGMENT,
      paramLabel = "NAME[:KEY=VALUE,…]",
      description =
          "Data augmentation, in order: such as horizontal_flip+rotate:degrees=15; repeat the"
              + " option or join by a plus sign. --list names all.")
  private List<String> augments = List.of();

  @Option(names = "--list", description = "List all augmentations with their defaults.")
  private boolean list;

  @Option(names = "--preview", description = "Write one contact sheet of all.")
  private boolean preview;

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Number of variants of each picture (default: 8).")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = NumberReaders.Dimensions.class,
      description =
          "Dimensions of the pictures that a network takes, such as 3x224x224, for what cuts out a"
              + " part of that size (default: those of each picture).")
  private Optional<PictureShape> input = Optional.empty();

  @Mixin private ResultOptions results;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    if (list) {
      List<String> forms = Augmentations.codecs().forms();
      forms.forEach(session::result);
      return JsonArray.ofStrings(forms);
    }
    if (pictures.isEmpty()) {
      throw new UsageException(
          "PICTURE",
          "expected pictures, found none",
          "name one or more, or use --list for the augmentations");
    }
    results.check();
    var drawn = new Drawn(pipeline(), input, count.orElse(VARIANTS), options.seed());
    ResultFolder folder = results.folder("augment-" + ResultNames.stem(pictures.getFirst()));
    return new AugmentRun(session, drawn, folder).run(pictures, preview);
  }

  private Augmentations pipeline() {
    if (augments.isEmpty()) {
      throw new UsageException(
          AUGMENT, "expected an augmentation, found none", "name one, or use --list for all");
    }
    List<Augment> steps = new ArrayList<>();
    try {
      for (String text : augments) {
        steps.addAll(Augmentations.codecs().parseAll(text));
      }
    } catch (UserException e) {
      throw new UsageException(AUGMENT, e);
    }
    return new Augmentations(steps);
  }
}
