package fovea.explain.adversarial;

import fovea.data.BatchPrefetcher;
import fovea.data.PictureSet;
import fovea.data.batch.Batch;
import fovea.explain.network.WorkSteps;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.nn.init.KeyedRandom;
import fovea.train.adversarial.Adversary;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import fovea.train.adversarial.PixelBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how accurate a model is under attack: each picture of a data set is changed away from
 * its class, by each attack and each epsilon, on the weights of the model itself. Keep in mind that
 * other attacks may be stronger.
 */
public final class Robustness {
  private final Model model;
  private final List<Attack> attacks;
  private final List<Double> epsilons;
  private final long seed;

  private Robustness(Model model, List<Attack> attacks, List<Double> epsilons, long seed) {
    this.model = model;
    this.attacks = List.copyOf(attacks);
    this.epsilons = List.copyOf(epsilons);
    this.seed = seed;
  }

  /** By one step and by ten, {@link Fgsm} and {@link Pgd}, from 0.002 to 0.25 in eight stages. */
  public static Robustness of(Model model) {
    model.requireTrained();
    return new Robustness(
        model,
        List.of(new Fgsm(), new Pgd()),
        List.of(0.002, 0.004, 0.007, 0.015, 0.03, 0.06, 0.12, 0.25),
        0);
  }

  /** By other attacks, whose own epsilon does not count. */
  public Robustness attacks(List<Attack> others) {
    return new Robustness(model, others, epsilons, seed);
  }

  /**
   * For other epsilons.
   *
   * @throws FoveaException if there are none, or they do not rise
   */
  public Robustness epsilons(List<Double> others) {
    for (int i = 1; i < others.size(); i++) {
      if (others.get(i) <= others.get(i - 1)) {
        throw FoveaException.at(
            "epsilons", "expected numbers that rise, found " + others, "sort them, each once");
      }
    }
    if (others.isEmpty()) {
      throw FoveaException.at("epsilons", "expected some, found none", "give one or more");
    }
    return new Robustness(model, attacks, others, seed);
  }

  /** With other random starts; 0 by default. */
  public Robustness seed(long seed) {
    return new Robustness(model, attacks, epsilons, seed);
  }

  /**
   * Measures on {@code pictures}; {@link fovea.explain.network.WorkProgress} hears how far it is.
   *
   * @throws FoveaException if the network gives no scores of classes or labels, or no finite
   *     numbers, or the pictures have other classes than the model
   * @throws fovea.data.pixels.DataException if they do not fit its preprocessing, or there are none
   */
  public RobustnessCurve of(PictureSet pictures) {
    var batches = ModelEvaluator.of(model, pictures).batches();
    Adversary adversary = ClassLoss.adversary(model, PixelBounds.of(model.preprocessing()));
    int[][] right = new int[attacks.size()][epsilons.size()];
    int clean = 0;
    int done = 0;
    var work = new WorkSteps((long) pictures.size() * attacks.size() * epsilons.size());
    KeyedRandom random = KeyedRandom.of(seed, "attack");
    try (BatchPrefetcher prefetcher = batches.open()) {
      for (Batch batch : prefetcher.epoch(0)) {
        clean += right(batch.input(), batch.target());
        long key = (long) random.smallKey(done);
        for (int attack = 0; attack < attacks.size(); attack++) {
          for (int i = 0; i < epsilons.size(); i++) {
            Attack chosen = attacks.get(attack).epsilon(epsilons.get(i));
            HostBuffer changed = adversary.attack(chosen, batch, key);
            right[attack][i] += right(changed, batch.target());
            work.add(batch.size());
          }
        }
        done += batch.size();
      }
    }
    double all = done;
    List<RobustnessCurve.Attacked> results = new ArrayList<>();
    for (int attack = 0; attack < attacks.size(); attack++) {
      results.add(
          new RobustnessCurve.Attacked(
              AttackTexts.name(attacks.get(attack)),
              Arrays.stream(right[attack]).mapToObj(count -> count / all).toList()));
    }
    return new RobustnessCurve(done, clean / all, epsilons, results);
  }

  /** How many pictures are recognized. */
  private int right(HostBuffer pictures, HostBuffer classes) {
    HostBuffer probabilities = model.predictor().probabilities(pictures);
    int outputs = probabilities.type().shape().dim(1);
    int right = 0;
    for (int row = 0; row < pictures.type().shape().dim(0); row++) {
      right += best(probabilities, row, outputs) == classes.at(row) ? 1 : 0;
    }
    return right;
  }

  private static int best(HostBuffer probabilities, int row, int outputs) {
    if (outputs == 1) {
      return probabilities.at(row) > 0.5 ? 1 : 0;
    }
    int best = 0;
    long first = (long) row * outputs;
    for (int i = 1; i < outputs; i++) {
      best = probabilities.at(first + i) > probabilities.at(first + best) ? i : best;
    }
    return best;
  }
}
