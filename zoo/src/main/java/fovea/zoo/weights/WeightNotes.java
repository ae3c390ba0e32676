package fovea.zoo.weights;

import fovea.model.TensorNames;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of weights what was taken off their names, what was loaded of them, and what not. */
public final class WeightNotes {
  private WeightNotes() {}

  /** Sentences about the names: what they begin with, and which tensors do not. */
  public static List<String> ofNames(WeightFile weights) {
    List<String> notes = new ArrayList<>();
    if (!weights.prefix().isEmpty()) {
      notes.add(
          "%s: the names of the network's tensors begin with %s"
              .formatted(weights.file(), TensorNames.shown(weights.prefix())));
    }
    if (!weights.beside().isEmpty()) {
      notes.add(
          "%s: left out %s beside the network: %s"
              .formatted(
                  weights.file(), tensors(weights.beside()), TensorNames.brief(weights.beside())));
    }
    return notes;
  }

  /** Sentences about weights of which the part that fits is loaded: what that is, and the rest. */
  public static List<String> ofParts(Pretrained pretrained) {
    String file = pretrained.weights().file().toString();
    List<String> notes = new ArrayList<>();
    List<String> filled = pretrained.mapping().filled();
    List<String> unfilled = pretrained.mapping().unfilled();
    notes.add(
        "%s: loaded %s of %s of %s: %s"
            .formatted(
                file,
                count(filled.size()),
                tensors(filled.size() + unfilled.size()),
                pretrained.network().spec(),
                TensorNames.brief(filled)));
    if (!unfilled.isEmpty()) {
      notes.add(
          "%s: not loaded, so that initial values stay: %s: %s"
              .formatted(file, tensors(unfilled), TensorNames.brief(unfilled)));
    }
    List<String> other = ofOtherShape(pretrained.mapping());
    if (!other.isEmpty()) {
      notes.add(
          "%s: of another shape than the network's: %s: %s"
              .formatted(file, tensors(other), TensorNames.brief(other)));
    }
    List<String> leftOver = leftOver(pretrained.mapping());
    if (!leftOver.isEmpty()) {
      notes.add(
          "%s: left over in the file: %s: %s"
              .formatted(file, tensors(leftOver), TensorNames.brief(leftOver)));
    }
    return notes;
  }

  private static List<String> leftOver(StateMapping mapping) {
    List<String> names = new ArrayList<>();
    for (StateMapping.Row row : mapping.rows()) {
      switch (row) {
        case StateMapping.Unexpected(Source source) -> names.add(source.from());
        case StateMapping.Matched _, StateMapping.Missing _, StateMapping.Mismatch _ -> {}
      }
    }
    return names;
  }

  private static List<String> ofOtherShape(StateMapping mapping) {
    List<String> names = new ArrayList<>();
    for (StateMapping.Row row : mapping.rows()) {
      switch (row) {
        case StateMapping.Mismatch(Source source, _) -> names.add(source.from());
        case StateMapping.Matched _, StateMapping.Missing _, StateMapping.Unexpected _ -> {}
      }
    }
    return names;
  }

  private static String tensors(List<String> names) {
    return tensors(names.size());
  }

  private static String tensors(int count) {
    return count(count) + (count == 1 ? " tensor" : " tensors");
  }

  private static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
