package fovea.explain.maximize;

import fovea.data.pixels.Normalization;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkProgress;
import fovea.hub.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Activation maximization ready for one network. Keep it: pictures for other channels of a part run
 * on the plans that it has.
 */
public final class Maximizer {
  private final AscentSubject subject;
  private final Maximization settings;
  private final Map<Batch, Ascent> ascents = new HashMap<>();

  /** Pictures that are made together. */
  private record Batch(Objective.Part part, int pictures) {}

  /** Pictures that are made together; more need more memory, and less time each. */
  private static final int TOGETHER = 4;

  private Maximizer(AscentSubject subject, Maximization settings) {
    this.subject = subject;
    this.settings = settings;
  }

  /**
   * For the network of a model.
   *
   * @throws fovea.graph.type.FoveaException as {@link ExplainedNetwork#of(Model)} does
   */
  public static Maximizer of(Model model, Maximization settings) {
    return of(ExplainedNetwork.of(model), model.preprocessing().values(), settings);
  }

  /** For a network that takes pictures as {@code values} say. */
  public static Maximizer of(
      ExplainedNetwork subject, Normalization values, Maximization settings) {
    return new Maximizer(new AscentSubject(subject, values), settings);
  }

  /**
   * The input that drives one part.
   *
   * @throws fovea.graph.type.FoveaException if the network has no such layer, place, channel or
   *     score
   */
  public MaximizedInput run(Objective objective) {
    return run(List.of(objective)).getFirst();
  }

  /**
   * The inputs for several objectives, in the same order; those of one part are made together.
   * Tells {@link WorkProgress#current} of its steps.
   *
   * @throws fovea.graph.type.FoveaException if the network has no such layer, place, channel or
   *     score
   */
  public List<MaximizedInput> run(List<Objective> objectives) {
    objectives.forEach(
        objective ->
            ObjectiveValues.weights(
                List.of(objective),
                subject.channels(objective.part()),
                subject.network().input(1)));
    List<List<Objective>> batches = batches(objectives);
    long steps = (long) settings.steps() * batches.size();
    Map<Objective, MaximizedInput> found = new HashMap<>();
    for (int i = 0; i < batches.size(); i++) {
      List<Objective> batch = batches.get(i);
      long before = (long) i * settings.steps();
      WorkProgress progress = WorkProgress.current();
      ascent(batch)
          .run(batch, done -> progress.at(before + done, steps))
          .forEach(input -> found.put(input.objective(), input));
    }
    return objectives.stream().map(found::get).toList();
  }

  private Ascent ascent(List<Objective> batch) {
    return ascents.computeIfAbsent(
        new Batch(batch.getFirst().part(), batch.size()),
        key -> new Ascent(subject, settings, key.part(), key.pictures()));
  }

  private static List<List<Objective>> batches(List<Objective> objectives) {
    Map<Objective.Part, List<Objective>> parts = new LinkedHashMap<>();
    objectives.stream()
        .distinct()
        .forEach(
            objective ->
                parts.computeIfAbsent(objective.part(), _ -> new ArrayList<>()).add(objective));
    List<List<Objective>> batches = new ArrayList<>();
    for (List<Objective> part : parts.values()) {
      for (int from = 0; from < part.size(); from += TOGETHER) {
        batches.add(part.subList(from, Math.min(from + TOGETHER, part.size())));
      }
    }
    return batches;
  }
}
