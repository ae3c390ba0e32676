package fovea.hub;

import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.TensorNames;
import fovea.zoo.weights.WeightFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of weights what was taken off their names, what was loaded of them, and what not. */
final class LoadingNotes {
  private LoadingNotes() {}

  /** Sentences about {@code pretrained}, of which as much was loaded as {@code fit} says. */
  static List<String> of(Pretrained pretrained, WeightFit fit) {
    List<String> notes = new ArrayList<>();
    WeightFile weights = pretrained.weights();
    String file = weights.file().toString();
    if (!weights.prefix().isEmpty()) {
      notes.add(
          "%s: the names of the network's tensors begin with %s"
              .formatted(file, TensorNames.shown(weights.prefix())));
    }
    if (!weights.beside().isEmpty()) {
      notes.add(
          "%s: left out %s beside the network: %s"
              .formatted(file, tensors(weights.beside()), TensorNames.brief(weights.beside())));
    }
    switch (fit) {
      case WHOLE, BODY -> {}
      case PART -> notes.addAll(parts(file, pretrained));
    }
    return notes;
  }

  private static List<String> parts(String file, Pretrained pretrained) {
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
