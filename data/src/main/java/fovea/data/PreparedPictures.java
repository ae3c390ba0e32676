package fovea.data;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.JsonObject;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labelled pictures as examples: {@code image f32[c, h, w]} and {@code label i32[]}.
 *
 * @param pictures as bytes
 * @param preprocessing how bytes become the network's input
 * @param augments changes at random before the preprocessing, of the whole picture where the set
 *     keeps it; what has not the size of the preprocessing's picture after them is scaled and its
 *     center cut out, as without them
 */
public record PreparedPictures(
    PictureSet pictures, Preprocessing preprocessing, Augmentations augments) implements DataSet {

  /** Name of the input. */
  public static final String IMAGE = "image";

  /** Name of the target. */
  public static final String LABEL = "label";

  /** Name of the setting that is a checksum of pictures and labels. */
  public static final String CHECKSUM = "checksum";

  /**
   * Checks the dimensions.
   *
   * @throws DataException if the pictures do not fit the preprocessing
   */
  public PreparedPictures {
    if (!pictures.shape().equals(preprocessing.picture())) {
      throw new DataException(
          pictures.name(),
          "expected pictures %s, found %s".formatted(preprocessing.picture(), pictures.shape()),
          "Use the data set that the model was made for, or one of the same size");
    }
  }

  /** With the pictures changed at random, differently in every epoch. */
  public PreparedPictures augments(Augment... augments) {
    return augments(Augmentations.of(augments));
  }

  /** With the pictures changed at random, differently in every epoch. */
  public PreparedPictures augments(Augmentations augments) {
    return new PreparedPictures(pictures, preprocessing, augments);
  }

  @Override
  public String name() {
    return pictures.name();
  }

  @Override
  public String description() {
    return pictures.info().description();
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public Schema schema() {
    PictureShape in = preprocessing.input();
    Shape shape = Shape.of(in.channels(), in.height(), in.width());
    return new Schema(
        new TensorSpec(IMAGE, new TensorType(shape, DType.F32)), TensorSpec.label(LABEL));
  }

  @Override
  public List<String> classes() {
    return pictures.classes();
  }

  @Override
  public int[] labels() {
    return IntStream.range(0, size()).map(pictures::label).toArray();
  }

  @Override
  public Optional<Preprocessing> pictureInput() {
    return Optional.of(preprocessing);
  }

  @Override
  public JsonObject settings() {
    JsonObject settings = JsonObject.empty().with("augmentation", augments.toJson());
    return pictures.checksum().map(sum -> settings.with(CHECKSUM, sum)).orElse(settings);
  }

  @Override
  public ExampleReader reader() {
    ExampleReader image = imageReader();
    return (index, random, row) -> {
      image.read(index, random, row);
      row.put(LABEL, pictures.label(index));
    };
  }

  /** A reader for one thread that writes the input alone. */
  public ExampleReader imageReader() {
    return new ImageReader(this);
  }

  /** Has scratch memory of its own. */
  private static final class ImageReader implements ExampleReader {
    private final PreparedPictures set;
    private final PixelNormalizer normalizer;
    private final byte[] picture;
    private final MemorySegment pictureSegment;

    ImageReader(PreparedPictures set) {
      this.set = set;
      this.normalizer = set.preprocessing().normalizer();
      this.picture = new byte[set.pictures().shape().values()];
      this.pictureSegment = MemorySegment.ofArray(picture);
    }

    @Override
    public void read(int index, CounterRandom random, BatchRow row) {
      normalizer.apply(pixels(index, random), row.memory(IMAGE), 0);
    }

    private byte[] pixels(int index, CounterRandom random) {
      if (set.augments().isEmpty()) {
        set.pictures().copyPicture(index, pictureSegment, 0);
        return picture;
      }
      Picture whole = set.pictures().wholePicture(index);
      Picture changed = set.augments().apply(whole, random, set.preprocessing().picture());
      return set.preprocessing().geometry().fit(changed).pixels();
    }
  }
}
