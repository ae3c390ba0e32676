package fovea.hub.settings;

import fovea.hub.settings.OpenSetting.Decision;
import fovea.model.Blueprint;
import fovea.nn.Classifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides by photos what a file leaves open. Settings that depend on each other are tried in all
 * combinations; a value is taken if the best combination with it is clearly better than the best
 * with another value, by the labels of the photos or by the statistics of all norms. What is not
 * clear stays as it is and open.
 */
public final class SettingsSearch {
  private final TrialPhotos photos;
  private final Trials trials;

  /**
   * What was decided.
   *
   * @param candidate with all values that were taken
   * @param settings with the reasons
   */
  public record Result(Candidate candidate, OpenSettings settings) {}

  /**
   * A search.
   *
   * @param photos to try candidates on
   * @param networks makes the network of a blueprint, with the same weights
   */
  public SettingsSearch(TrialPhotos photos, Function<Blueprint, Classifier> networks) {
    this.photos = photos;
    this.trials = new Trials(photos, networks);
  }

  /** Decides, from {@code usual} on, what can be decided. */
  public Result decide(OpenSettings open, Candidate usual) {
    if (photos.count() < TrialPhotos.LEAST) {
      return new Result(usual, open);
    }
    Candidate candidate = usual;
    List<OpenSetting> settings = new ArrayList<>();
    for (Choice choice : open.choices()) {
      List<Tried> tried = tried(choice, candidate);
      var comparison = new Comparison(tried, trials);
      Tried present = present(tried, candidate);
      Map<String, Decision> reasons = new HashMap<>();
      Map<String, String> wanted = new HashMap<>(present.variant().values());
      for (String name : choice.names()) {
        comparison
            .best(name)
            .ifPresent(
                won -> {
                  wanted.put(name, won.value());
                  reasons.put(name, won.decision());
                });
      }
      Tried taken = tried.stream().filter(t -> t.variant().has(wanted)).findFirst().orElse(present);
      candidate = taken.candidate();
      for (String name : choice.names()) {
        setting(open, name)
            .map(
                old ->
                    old.decided(
                        taken.variant().value(name), reasons.getOrDefault(name, old.decision())))
            .ifPresent(settings::add);
      }
    }
    return new Result(candidate, open.decided(settings));
  }

  private static List<Tried> tried(Choice choice, Candidate present) {
    return choice.variants().stream()
        .map(variant -> new Tried(variant, variant.change().apply(present)))
        .toList();
  }

  /** The variant that changes nothing. */
  private static Tried present(List<Tried> tried, Candidate candidate) {
    return tried.stream()
        .filter(variant -> variant.candidate().equals(candidate))
        .findFirst()
        .orElse(tried.getFirst());
  }

  private static Optional<OpenSetting> setting(OpenSettings open, String name) {
    return open.all().stream().filter(setting -> setting.name().equals(name)).findFirst();
  }
}
