package fovea.bench;

import fovea.bench.compare.CommandLineException;
import fovea.data.duplicate.DuplicateGroup;
import fovea.data.duplicate.DuplicateSearch;
import fovea.data.duplicate.Fingerprint;
import fovea.data.photo.PhotoFiles;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/**
 * How many copies of photos are found: each photo is re-encoded, scaled and cut in several ways,
 * and all are searched together. A copy is found if it is in the group of its photo; two photos in
 * one group that are no copies of one another are wrong.
 */
final class Duplicates {

  private static final int NAMED = 10;

  private Duplicates() {}

  /** Prints recall by kind of copy, precision over all pairs, and the time. */
  static void run(Path folder) {
    List<Path> files;
    try {
      files = PhotoFiles.below(folder).files();
    } catch (DataException e) {
      throw new CommandLineException(e.getMessage());
    }
    Map<String, UnaryOperator<Picture>> copies = copies();
    List<Fingerprint> prints = new ArrayList<>();
    long decoding = 0;
    long printing = 0;
    for (Path file : files) {
      long start = System.nanoTime();
      Picture picture = PictureFile.read(file).channels(3);
      long decoded = System.nanoTime();
      prints.add(Fingerprint.of(picture));
      decoding += decoded - start;
      printing += System.nanoTime() - decoded;
      copies.values().forEach(copy -> prints.add(Fingerprint.of(copy.apply(picture))));
    }
    long start = System.nanoTime();
    List<DuplicateGroup> groups = DuplicateSearch.groups(prints);
    double searching = (System.nanoTime() - start) * 1e-9;
    System.out.printf(
        "%,d photos, %,d copies: decoding %.1f ms and fingerprint %.1f ms a photo, search %.2f s%n",
        files.size(),
        prints.size() - files.size(),
        decoding * 1e-6 / files.size(),
        printing * 1e-6 / files.size(),
        searching);
    report(files, List.copyOf(copies.keySet()), groups);
  }

  private static void report(List<Path> files, List<String> kinds, List<DuplicateGroup> groups) {
    int each = kinds.size() + 1;
    Map<Integer, Integer> found = new TreeMap<>();
    long right = 0;
    List<String> wrong = new ArrayList<>();
    long wrongPairs = 0;
    for (DuplicateGroup group : groups) {
      Map<Integer, Long> byPhoto = new TreeMap<>();
      group.members().forEach(member -> byPhoto.merge(member / each, 1L, Long::sum));
      long all = group.members().size();
      long same = byPhoto.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
      right += same;
      wrongPairs += all * (all - 1) / 2 - same;
      if (byPhoto.size() > 1) {
        wrong.add(byPhoto.keySet().stream().map(i -> files.get(i).toString()).toList().toString());
      }
      group.members().stream()
          .filter(member -> member % each > 0 && group.members().contains(member - member % each))
          .forEach(member -> found.merge(member % each, 1, Integer::sum));
    }
    for (int kind = 1; kind < each; kind++) {
      System.out.printf(
          "%-36s recall %.4f%n",
          kinds.get(kind - 1), (double) found.getOrDefault(kind, 0) / files.size());
    }
    int all = IntStream.range(1, each).map(kind -> found.getOrDefault(kind, 0)).sum();
    System.out.printf("%-36s recall %.4f%n", "all", (double) all / files.size() / kinds.size());
    System.out.printf(
        "pairs: %,d right, %,d wrong, precision %.4f%n",
        right, wrongPairs, (double) right / (right + wrongPairs));
    System.out.printf("groups of several photos: %d%n", wrong.size());
    wrong.stream().limit(NAMED).forEach(System.out::println);
  }

  /** Ways to copy a photo, by their names. */
  static Map<String, UnaryOperator<Picture>> copies() {
    Map<String, UnaryOperator<Picture>> copies = new LinkedHashMap<>();
    for (int quality : new int[] {50, 70, 95}) {
      copies.put("JPEG " + quality, picture -> saved(picture, quality));
    }
    copies.put("scaled by 0.5, JPEG 80", picture -> saved(scaled(picture, 0.5), 80));
    copies.put("scaled by 1.5, JPEG 80", picture -> saved(scaled(picture, 1.5), 80));
    copies.put("cut by 5 % on each side, JPEG 80", picture -> saved(cut(picture, 0.05), 80));
    copies.put("cut by 3 % on each side, JPEG 80", picture -> saved(cut(picture, 0.03), 80));
    copies.put(
        "cut by 5 %, scaled by 0.7, JPEG 50",
        picture -> saved(scaled(cut(picture, 0.05), 0.7), 50));
    copies.put(
        "cut by 5 % on the left only",
        picture -> {
          int left = (int) Math.round(picture.shape().width() * 0.05);
          return picture.part(0, left, picture.shape().height(), picture.shape().width() - left);
        });
    return copies;
  }

  private static Picture cut(Picture picture, double share) {
    int height = picture.shape().height();
    int width = picture.shape().width();
    int top = (int) Math.round(height * share);
    int left = (int) Math.round(width * share);
    return picture.part(top, left, height - 2 * top, width - 2 * left);
  }

  private static Picture scaled(Picture picture, double factor) {
    return Resize.scale(
        picture,
        Interpolation.BICUBIC,
        (int) Math.max(1, picture.shape().height() * factor),
        (int) Math.max(1, picture.shape().width() * factor));
  }

  private static Picture saved(Picture picture, int quality) {
    int height = picture.shape().height();
    int width = picture.shape().width();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(
            x, y, picture.at(0, y, x) << 16 | picture.at(1, y, x) << 8 | picture.at(2, y, x));
      }
    }
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(quality / 100f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PictureFile.read(out.toByteArray());
  }
}
