package fovea.hub.ensemble;

import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.Locale;

/** How the members of an ensemble come to differ. */
public enum EnsembleKind {

  /** By their seeds: other initial values and another order of the same pictures. */
  SEEDS,

  /** By their seeds, and each learns from a bootstrap sample of the pictures (Breiman 1996). */
  BAGGING,

  /** One training whose rate falls and rises again; each is the end of a fall (Huang 2017). */
  SNAPSHOT;

  /** The kind of that name, such as {@code bagging}. */
  public static EnsembleKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.here(
                    "there is no kind of ensemble named \"" + name + '"',
                    Nearest.hint(
                        name, Arrays.stream(values()).map(EnsembleKind::toString).toList())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
