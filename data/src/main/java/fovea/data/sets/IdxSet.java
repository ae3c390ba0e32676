package fovea.data.sets;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.download.RemoteFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * MNIST, or a data set of the same making: 28 × 28 gray pictures of ten classes in IDX files.
 *
 * @param name as users type it
 * @param title as its authors write it
 * @param classes by label
 * @param framing what the pictures look like
 * @param downloads the gzipped files
 * @param mirrors where these can be had
 */
record IdxSet(
    String name,
    String title,
    List<String> classes,
    Framing framing,
    List<RemoteFile> downloads,
    List<Mirror> mirrors)
    implements NamedSet {

  private static final PictureShape SHAPE = new PictureShape(1, 28, 28);

  /** LeCun, Cortes and Burges: handwritten digits. */
  static final IdxSet MNIST =
      new IdxSet(
          "mnist",
          "MNIST",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          Framing.DIGIT,
          List.of(
              RemoteFile.of(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              RemoteFile.of(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              RemoteFile.of(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              RemoteFile.of(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          List.of(
              Mirror.of("mnist", "https://ossci-datasets.s3.amazonaws.com/mnist/"),
              Mirror.of("mnist", "https://storage.googleapis.com/cvdf-datasets/mnist/")));

  /** Xiao, Rasul and Vollgraf 2017: pieces of clothing. */
  static final IdxSet FASHION_MNIST =
      new IdxSet(
          "fashion-mnist",
          "Fashion-MNIST",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          Framing.OBJECT,
          List.of(
              RemoteFile.of(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              RemoteFile.of(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              RemoteFile.of(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              RemoteFile.of(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          List.of(
              Mirror.of(
                  "fashion-mnist", "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              Mirror.of(
                  "fashion-mnist",
                  "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/")));

  @Override
  public PictureSet load(Split split, DataOptions options) {
    String prefix = split == Split.TRAIN ? "train" : "t10k";
    String pictures = prefix + "-images-idx3-ubyte";
    String labels = prefix + "-labels-idx1-ubyte";
    List<Path> places = options.placesOf(name);
    for (Path folder : places) {
      Optional<PictureSet> found = load(split, folder, pictures, labels);
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (options.offline()) {
      throw NamedSet.missing(name, pictures + " and " + labels, places);
    }
    var downloader = options.downloader(name, mirrors);
    downloads.stream().filter(file -> file.name().startsWith(prefix)).forEach(downloader::fetch);
    return load(split, downloader.folder(), pictures, labels)
        .orElseThrow(() -> NamedSet.missing(name, pictures + " and " + labels, places));
  }

  private Optional<PictureSet> load(Split split, Path folder, String pictures, String labels) {
    return NamedSet.find(folder, pictures)
        .flatMap(
            pictureFile ->
                NamedSet.find(folder, labels)
                    .map(labelFile -> load(split, pictureFile, labelFile)));
  }

  private PictureSet load(Split split, Path pictureFile, Path labelFile) {
    int[] labels = IdxFile.labels(labelFile, classes.size());
    MemorySegment pictures = IdxFile.pictures(pictureFile, SHAPE);
    long count = pictures.byteSize() / SHAPE.values();
    if (count != labels.length) {
      throw new DataException(
          labelFile.toString(),
          String.format(
              Locale.ROOT,
              "expected %,d labels for the pictures in %s, found %,d",
              count,
              pictureFile.getFileName(),
              labels.length),
          "Get both files again, from one place");
    }
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d %s pictures from %s",
            title,
            count,
            split == Split.TRAIN ? "training" : "test",
            pictureFile.toAbsolutePath().getParent());
    return new InMemoryPictures(
        new DataInfo(name, description, SHAPE, classes, framing), pictures, labels);
  }
}
