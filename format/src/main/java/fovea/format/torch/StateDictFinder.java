package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.torch.container.Budget;
import fovea.format.torch.container.PickleSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks for the weights in what a training script has saved. */
final class StateDictFinder {

  /** Where weights usually are, the likeliest first. */
  private static final List<String> DEFAULT_KEYS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "module",
          "network",
          "net",
          "weights",
          "params",
          "generator",
          "ema_state_dict",
          "state_dict_ema",
          "model_ema");

  private static final List<String> TRAINING_KEYS =
      List.of("optim", "scheduler", "scaler", "rng_state");

  /** What wrappers of models put before all names: DataParallel and torch.compile. */
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

  private static final int MAX_ARRAYS = 200_000;
  private static final long MAX_NAMES = 1L << 26;

  private final Budget names = new Budget("names of tensors", MAX_NAMES);
  private final IdentityHashMap<TorchValue, Long> counts = new IdentityHashMap<>();
  private final List<NamedArray> arrays = new ArrayList<>();
  private final List<TorchFile.Skipped> skipped = new ArrayList<>();

  private StateDictFinder() {}

  /**
   * The weights in {@code content}.
   *
   * @throws FormatException if there are none, or two of the same name
   */
  static TorchFile find(TorchValue content) {
    var finder = new StateDictFinder();
    finder.descend(content, "");
    if (finder.arrays.isEmpty()) {
      throw new FormatException(
          "content",
          "expected tensors, found only " + finder.describe(content),
          "Save model.state_dict() with torch.save");
    }
    String prefix = commonPrefix(finder.arrays);
    return new TorchFile(content, without(prefix, finder.arrays), prefix, finder.skipped);
  }

  /** Goes down to the dictionary that holds the weights, noting what is passed by. */
  private void descend(TorchValue value, String path) {
    if (value instanceof TorchValue.Dict dict) {
      Optional<String> key = weightsKey(dict);
      if (key.isPresent()) {
        dict.entries()
            .forEach(
                (name, child) -> {
                  if (!name.equals(key.get())) {
                    skip(join(path, name), child);
                  }
                });
        dict.find(key.get()).ifPresent(weights -> descend(weights, join(path, key.get())));
        return;
      }
    }
    flatten(value, "");
  }

  /** The entry that holds the weights, if they are not this dictionary itself. */
  private Optional<String> weightsKey(TorchValue.Dict dict) {
    Optional<String> usual =
        DEFAULT_KEYS.stream()
            .filter(key -> dict.find(key).filter(this::holdsTensors).isPresent())
            .findFirst();
    if (usual.isPresent()) {
      return usual;
    }
    List<String> candidates =
        dict.entries().entrySet().stream()
            .filter(entry -> !isTraining(entry.getKey(), entry.getValue()))
            .filter(entry -> tensors(entry.getValue()) > 0)
            .map(Map.Entry::getKey)
            .toList();
    return candidates.size() == 1
        ? dict.find(candidates.getFirst())
            .filter(StateDictFinder::isStateDict)
            .map(_ -> candidates.getFirst())
        : Optional.empty();
  }

  private boolean holdsTensors(TorchValue value) {
    return value instanceof TorchValue.Dict && tensors(value) > 0;
  }

  /** Whether these are names with dots, as {@code state_dict()} makes them. */
  private static boolean isStateDict(TorchValue value) {
    return value instanceof TorchValue.Dict dict
        && dict.entries().entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getValue() instanceof TorchValue.Tensor && entry.getKey().contains("."));
  }

  private static boolean isTraining(String key, TorchValue value) {
    if (!(value instanceof TorchValue.Dict dict)) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return TRAINING_KEYS.stream().anyMatch(lower::contains)
        || (dict.find("state").isPresent() && dict.find("param_groups").isPresent());
  }

  private void flatten(TorchValue value, String path) {
    switch (value) {
      case TorchValue.Tensor tensor -> add(tensor.named(path.isEmpty() ? "tensor" : path));
      case TorchValue.Dict dict when tensors(dict) > 0 ->
          dict.entries()
              .forEach(
                  (name, child) -> {
                    if (isTraining(name, child)) {
                      skip(join(path, name), child);
                    } else {
                      flatten(child, join(path, name));
                    }
                  });
      case TorchValue.Sequence sequence when tensors(sequence) > 0 -> {
        for (int i = 0; i < sequence.values().size(); i++) {
          flatten(sequence.values().get(i), join(path, Integer.toString(i)));
        }
      }
      case TorchValue.Dict _,
          TorchValue.Sequence _,
          TorchValue.Whole _,
          TorchValue.Real _,
          TorchValue.Truth _,
          TorchValue.Text _,
          TorchValue.None _,
          TorchValue.Other _ ->
          skip(path, value);
    }
  }

  private void add(NamedArray array) {
    if (arrays.size() == MAX_ARRAYS) {
      throw new FormatException(
          "content",
          String.format(Locale.ROOT, "expected at most %,d tensors, found more", MAX_ARRAYS),
          PickleSource.SAVE_WEIGHTS);
    }
    arrays.add(array);
  }

  private void skip(String path, TorchValue value) {
    String reason = isTraining(path, value) ? "the state of the training" : describe(value);
    skipped.add(new TorchFile.Skipped(path, reason));
  }

  private String describe(TorchValue value) {
    return switch (value) {
      case TorchValue.Dict dict -> "a dictionary " + content(dict);
      case TorchValue.Sequence sequence -> "a list " + content(sequence);
      case TorchValue.Whole _, TorchValue.Real _ -> "a number";
      case TorchValue.Truth _ -> "True or False";
      case TorchValue.Text _ -> "text";
      case TorchValue.None _ -> "None";
      case TorchValue.Other(String description) -> description;
      case TorchValue.Tensor _ -> "a tensor";
    };
  }

  private String content(TorchValue container) {
    long tensors = tensors(container);
    return tensors == 0
        ? "without tensors"
        : String.format(Locale.ROOT, "of %,d tensor%s", tensors, tensors == 1 ? "" : "s");
  }

  private long tensors(TorchValue value) {
    return switch (value) {
      case TorchValue.Tensor _ -> 1;
      case TorchValue.Dict dict -> tensors(dict, dict.entries().values());
      case TorchValue.Sequence sequence -> tensors(sequence, sequence.values());
      case TorchValue.Whole _,
          TorchValue.Real _,
          TorchValue.Truth _,
          TorchValue.Text _,
          TorchValue.None _,
          TorchValue.Other _ ->
          0;
    };
  }

  /** Counts each container once: the same one may stand in very many places. */
  private long tensors(TorchValue container, Collection<TorchValue> values) {
    Long known = counts.get(container);
    if (known == null) {
      known = values.stream().mapToLong(this::tensors).sum();
      counts.put(container, known);
    }
    return known;
  }

  private String join(String path, String name) {
    String joined = path.isEmpty() ? name : path + "." + name;
    names.spend(joined.length());
    return joined;
  }

  private static String commonPrefix(List<NamedArray> arrays) {
    String common = "";
    boolean longer = true;
    while (longer) {
      longer = false;
      for (String prefix : PREFIXES) {
        String candidate = common + prefix;
        if (arrays.stream().allMatch(array -> array.name().startsWith(candidate))) {
          common = candidate;
          longer = true;
        }
      }
    }
    return common;
  }

  private static List<NamedArray> without(String prefix, List<NamedArray> arrays) {
    var names = new HashSet<String>();
    var renamed = new ArrayList<NamedArray>();
    for (NamedArray array : arrays) {
      String name = array.name().substring(prefix.length());
      if (!names.add(name)) {
        throw new FormatException(
            "tensor " + FormatException.excerpt(name),
            "expected every name once, found it twice",
            "Save model.state_dict() with torch.save");
      }
      renamed.add(new NamedArray(name, array.type(), array.shape(), array.data()));
    }
    return renamed;
  }
}
