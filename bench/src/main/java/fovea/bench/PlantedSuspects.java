package fovea.bench;

import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFiles;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.explain.source.PictureSource;
import fovea.hub.ModelOptions;
import fovea.hub.Models;
import fovea.similar.Embedder;
import fovea.similar.IndexBuilder;
import fovea.similar.IndexCard;
import fovea.similar.LikePair;
import fovea.similar.PictureIndex;
import fovea.similar.Suspects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How many planted duplicates and planted wrong classes head the lists of suspects, among photos in
 * folders of classes: 30 copies, re-encoded, scaled or cut, and 30 photos with another class.
 */
final class PlantedSuspects {
  private static final int PLANTED = 30;
  private static final List<Integer> LENGTHS = List.of(PLANTED, 40, 60);
  private static final long SEED = 1;

  private final List<Path> files;
  private final List<String> classes;
  private final int[] labels;
  private final int[] copied;
  private final Set<Integer> wrong;

  private PlantedSuspects(List<Path> folders) {
    this.files = PhotoFiles.below(folders.toArray(Path[]::new)).files();
    List<String> names = files.stream().map(PlantedSuspects::folder).toList();
    this.classes = List.copyOf(new TreeSet<>(names));
    var random = new Random(SEED);
    List<Integer> drawn = new ArrayList<>(IntStream.range(0, files.size()).boxed().toList());
    Collections.shuffle(drawn, random);
    this.copied = drawn.subList(0, PLANTED).stream().mapToInt(Integer::intValue).toArray();
    this.wrong = Set.copyOf(drawn.subList(PLANTED, 2 * PLANTED));
    this.labels = new int[files.size() + PLANTED];
    for (int i = 0; i < labels.length; i++) {
      int label = classes.indexOf(names.get(original(i)));
      int other = (label + 1 + random.nextInt(classes.size() - 1)) % classes.size();
      labels[i] = wrong.contains(i) ? other : label;
    }
  }

  private static String folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? "" : String.valueOf(parent.getFileName());
  }

  /** The photo that a picture shows. */
  private int original(int index) {
    return index < files.size() ? index : copied[index - files.size()];
  }

  /** Plants, searches, and prints how many are found in lists of several lengths. */
  static void run(Path weights, String network, List<Path> folders) {
    var planted = new PlantedSuspects(folders);
    var embedder =
        Embedder.of(Models.load(weights.toString(), new ModelOptions().architecture(network)));
    Path file = Path.of("target/suspects.index");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var pictures = planted.new Pictures(embedder.model().preprocessing());
      var card = new IndexCard(network, embedder, "", planted.classes);
      new IndexBuilder(embedder).build(pictures, i -> planted.labels[i], card, file);
      planted.report(Suspects.of(PictureIndex.open(file)));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void report(Suspects found) {
    System.out.printf(
        Locale.ROOT,
        "%,d photos of %d classes, %d copies and %d wrong classes planted%n",
        files.size(),
        classes.size(),
        PLANTED,
        PLANTED);
    for (int length : LENGTHS) {
      System.out.printf(
          Locale.ROOT,
          "in lists of %d: %d copies, %d wrong classes%n",
          length,
          found.pairs().stream().limit(length).filter(this::isCopy).count(),
          found.labels().stream()
              .limit(length)
              .filter(suspect -> wrong.contains(suspect.number()))
              .count());
    }
    System.out.printf(Locale.ROOT, "%,d suspects in all; other pairs:%n", found.labels().size());
    found.pairs().stream()
        .limit(PLANTED)
        .filter(pair -> !isCopy(pair))
        .map(pair -> files.get(original(pair.first())) + " " + files.get(original(pair.second())))
        .forEach(System.out::println);
  }

  private boolean isCopy(LikePair pair) {
    return original(pair.first()) == original(pair.second());
  }

  /** The photos, then the copies. */
  private final class Pictures implements PictureSource {
    private final Preprocessing preprocessing;
    private final List<UnaryOperator<Picture>> ways = List.copyOf(Duplicates.copies().values());

    Pictures(Preprocessing preprocessing) {
      this.preprocessing = preprocessing;
    }

    @Override
    public String name() {
      return "photos";
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public String pictureName(int index) {
      return files.get(original(index)) + (index < files.size() ? "" : " copied");
    }

    @Override
    public Preprocessing preprocessing() {
      return preprocessing;
    }

    @Override
    public Picture picture(int index) {
      Picture photo = PictureFile.read(files.get(original(index))).channels(3);
      Picture shown = index < files.size() ? photo : ways.get(index % ways.size()).apply(photo);
      return Fitting.fit(shown, preprocessing).picture();
    }

    @Override
    public List<String> write(int index, MemorySegment target, long offset) {
      preprocessing.normalizer().apply(picture(index).pixels(), target, offset);
      return List.of();
    }
  }
}
