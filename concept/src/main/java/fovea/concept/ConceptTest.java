package fovea.concept;

import fovea.data.photo.SkippedFile;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.explain.source.PictureSource;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tests whether classes use concepts, by concept activation vectors (TCAV, Kim et al. 2018): in
 * each trial a linear classifier of a layer's values tells pictures of the concept from random
 * ones, and the score is the share of pictures of the class whose logit rises in the direction of
 * the concept. Scores are compared with those of random pictures in the concept's place.
 *
 * <p>Each trial has pictures of its own. With the same pictures of a concept in all trials, as in
 * the paper, scores would depend on each other, and a t-test would find random folders significant
 * far too often.
 */
public final class ConceptTest {
  private static final double LEVEL = 0.05;
  private static final int FEWEST_TRIALS = 10;
  private static final int FEWEST_PICTURES = 2;
  private static final int MOST_PICTURES = 20;

  private final ExplainedNetwork subject;
  private final List<String> layers;
  private final int trials;
  private final int sample;
  private final long seed;

  private ConceptTest(
      ExplainedNetwork subject, List<String> layers, int trials, int sample, long seed) {
    this.subject = subject;
    this.layers = List.copyOf(layers);
    this.trials = trials;
    this.sample = sample;
    this.seed = seed;
  }

  /**
   * Of what {@code layers} of a model give, in 20 trials, with at most 200 pictures of a class.
   *
   * @param layers their paths, one or more
   * @throws FoveaException if the model is not trained or takes no pictures, or there is no such
   *     layer, with the nearest names, or it gives neither vectors nor maps
   */
  public static ConceptTest of(Model model, List<String> layers) {
    ExplainedNetwork subject = ExplainedNetwork.of(model);
    if (layers.isEmpty()) {
      throw FoveaException.at("layers", "expected one or more, found none", "name one");
    }
    LayerVectors.require(subject, layers);
    return new ConceptTest(subject, layers, 20, 200, 0);
  }

  /**
   * In so many trials.
   *
   * @throws FoveaException if there are fewer than ten, too few for a test
   */
  public ConceptTest trials(int number) {
    if (number < FEWEST_TRIALS) {
      throw FoveaException.at(
          "trials",
          String.format(Locale.ROOT, "expected %d or more, found %d", FEWEST_TRIALS, number),
          "take more: a test of so few means little");
    }
    return new ConceptTest(subject, layers, number, sample, seed);
  }

  /** With at most so many pictures of each class. */
  public ConceptTest sample(int most) {
    return new ConceptTest(subject, layers, trials, most, seed);
  }

  /** With pictures in another order, which decides in which trial they are; 0 by default. */
  public ConceptTest seed(long other) {
    return new ConceptTest(subject, layers, trials, sample, other);
  }

  /** The values of some pictures: for each layer a row for each picture. */
  private record Values(String name, List<double[][]> layers) {

    int count() {
      return layers.getFirst().length;
    }

    /** Those of a trial. */
    double[][] part(int layer, int trial, int size) {
      return Arrays.copyOfRange(layers.get(layer), trial * size, (trial + 1) * size);
    }

    /** Those of the first trials but one. */
    double[][] others(int layer, int trial, int trials, int size) {
      return IntStream.range(0, trials * size)
          .filter(row -> row / size != trial)
          .mapToObj(row -> layers.get(layer)[row])
          .toArray(double[][]::new);
    }
  }

  /**
   * Runs the test; {@link fovea.explain.network.WorkProgress} hears how many pictures are done.
   *
   * @throws FoveaException if there are too few pictures of a concept or random ones, or no picture
   *     of a class can be read, or the network gives no scores of classes, or no finite numbers
   */
  public ConceptFindings of(ConceptPictures pictures) {
    List<List<Integer>> wanted =
        pictures.concepts().stream().map(each -> drawn(each, trials * MOST_PICTURES)).toList();
    List<Integer> random = drawn(pictures.random(), 2 * trials * MOST_PICTURES);
    long all = random.size();
    for (int i = 0; i < wanted.size(); i++) {
      requireEnough(pictures.concepts().get(i), wanted.get(i).size(), trials, List.of());
      all += wanted.get(i).size();
    }
    requireEnough(pictures.random(), random.size(), 2 * trials, List.of());
    for (ClassPictures each : pictures.classes()) {
      all += Math.min(sample, each.rows().size());
    }
    var vectors = new LayerVectors(subject, layers, new WorkSteps(all));
    // The few pictures of classes first: what is wrong with the classes shows soon.
    List<List<double[][]>> gradients =
        pictures.classes().stream().map(each -> gradients(vectors, each)).toList();
    List<Values> concepts = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      concepts.add(values(vectors, pictures.concepts().get(i), wanted.get(i), trials));
    }
    Values others = values(vectors, pictures.random(), random, 2 * trials);
    int size = Math.min(MOST_PICTURES, others.count() / (2 * trials));
    for (Values concept : concepts) {
      size = Math.min(size, concept.count() / trials);
    }
    return new ConceptFindings(
        scores(concepts, others, pictures.classes(), gradients, size),
        trials,
        size,
        skipped(pictures, vectors));
  }

  /** What is no picture first, then what could not be read. */
  private static List<SkippedFile> skipped(ConceptPictures pictures, LayerVectors vectors) {
    List<PictureSource> sources = new ArrayList<>(pictures.concepts());
    sources.add(pictures.random());
    pictures.classes().stream().map(ClassPictures::pictures).distinct().forEach(sources::add);
    List<SkippedFile> all = new ArrayList<>();
    sources.forEach(source -> all.addAll(source.skipped()));
    all.addAll(vectors.skipped());
    return all;
  }

  private List<Integer> drawn(PictureSource pictures, int most) {
    return drawn(IntStream.range(0, pictures.size()).boxed().toList(), most);
  }

  private List<Integer> drawn(List<Integer> rows, int most) {
    List<Integer> order = new ArrayList<>(rows);
    Collections.shuffle(order, new Random(seed));
    return order.subList(0, Math.min(most, order.size()));
  }

  private static void requireEnough(
      PictureSource pictures, int found, int parts, List<SkippedFile> skipped) {
    if (found < FEWEST_PICTURES * parts) {
      String why = skipped.isEmpty() ? "" : " that can be read, since " + skipped.getLast();
      throw FoveaException.at(
          pictures.name(),
          String.format(
              Locale.ROOT,
              "expected %,d pictures or more, %d for each of %,d vectors, found %,d%s",
              FEWEST_PICTURES * parts,
              FEWEST_PICTURES,
              parts,
              found,
              why),
          "add pictures, or take fewer trials, from " + FEWEST_TRIALS + " on");
    }
  }

  private Values values(
      LayerVectors vectors, PictureSource pictures, List<Integer> rows, int parts) {
    int before = vectors.skipped().size();
    List<double[][]> found = vectors.values(pictures, rows);
    List<SkippedFile> skipped = vectors.skipped();
    requireEnough(
        pictures, found.getFirst().length, parts, skipped.subList(before, skipped.size()));
    return new Values(pictures.name(), found);
  }

  private List<double[][]> gradients(LayerVectors vectors, ClassPictures each) {
    List<double[][]> found =
        vectors.gradients(each.pictures(), drawn(each.rows(), sample), each.target());
    if (found.getFirst().length == 0) {
      throw FoveaException.at(
          each.pictures().name(),
          "expected pictures of the class "
              + each.target().name()
              + " that can be read, found none, since "
              + vectors.skipped().getLast(),
          "name others");
    }
    return found;
  }

  private List<ConceptScore> scores(
      List<Values> concepts,
      Values others,
      List<ClassPictures> classes,
      List<List<double[][]>> gradients,
      int size) {
    double level = LEVEL / (concepts.size() * layers.size() * classes.size());
    List<ConceptScore> scores = new ArrayList<>();
    for (Values concept : concepts) {
      for (int layer = 0; layer < layers.size(); layer++) {
        List<ConceptVector> vectors = new ArrayList<>();
        List<ConceptVector> random = new ArrayList<>();
        double accuracy = 0;
        for (int trial = 0; trial < trials; trial++) {
          double[][] negative = others.part(layer, trial, size);
          ConceptVector vector = ConceptVector.of(concept.part(layer, trial, size), negative);
          vectors.add(vector);
          random.add(ConceptVector.of(others.part(layer, trials + trial, size), negative));
          accuracy +=
              accuracy(
                      vector,
                      concept.others(layer, trial, trials, size),
                      others.others(layer, trial, trials, size))
                  / trials;
        }
        for (int label = 0; label < classes.size(); label++) {
          double[][] rising = gradients.get(label).get(layer);
          List<Double> found = vectors.stream().map(vector -> vector.score(rising)).toList();
          List<Double> reference = random.stream().map(vector -> vector.score(rising)).toList();
          scores.add(
              new ConceptScore(
                  concept.name(),
                  layers.get(layer),
                  classes.get(label).target().name(),
                  found,
                  reference,
                  WelchTest.p(found, reference),
                  level,
                  accuracy));
        }
      }
    }
    return scores;
  }

  private static double accuracy(ConceptVector vector, double[][] concept, double[][] others) {
    double right = 0;
    for (double[] row : concept) {
      right += vector.isConcept(row) ? 1.0 / concept.length : 0;
    }
    for (double[] row : others) {
      right += vector.isConcept(row) ? 0 : 1.0 / others.length;
    }
    return right / 2;
  }
}
