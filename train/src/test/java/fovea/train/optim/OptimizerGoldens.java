package fovea.train.optim;

import fovea.format.Safetensors;
import fovea.testdata.TestData;
import fovea.train.schedule.MultiStepSchedule;
import fovea.train.schedule.Schedule;
import fovea.train.schedule.StepSchedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cases of {@code goldens/optimisers.safetensors}, discovered by their names. */
public record OptimizerGoldens(Safetensors file) {

  /** One row of steps: {@code weights [steps][elements]}, {@code rates [steps]}. */
  public record Case(String name, double[][] weights, double[] rates) {
    @Override
    public String toString() {
      return name;
    }

    /** The part before {@code +}: {@code sgd(lr=0.05,momentum=0.9)}. */
    Call optimizer() {
      return Call.parse(name.split("\\+", 2)[0]);
    }

    /** The part after {@code +}: {@code step(5,0.1)}. */
    public Call schedule() {
      return Call.parse(name.contains("+") ? name.split("\\+", 2)[1] : "constant()");
    }

    /** The rate that the schedule starts from: one-cycle calls it {@code max}. */
    public double base() {
      return schedule().value("max", optimizer().toOptimizer().rate());
    }
  }

  /** A name with arguments; those without a value are numbered or flags. */
  public record Call(String name, List<String> plain, Map<String, Double> named) {
    private static Call parse(String text) {
      String name = text.substring(0, text.indexOf('('));
      String inside = text.substring(name.length() + 1, text.length() - 1);
      List<String> all = inside.isEmpty() ? List.of() : Arrays.asList(inside.split(","));
      Map<String, Double> named = new LinkedHashMap<>();
      all.stream()
          .filter(a -> a.contains("="))
          .forEach(a -> named.put(a.split("=")[0], Double.parseDouble(a.split("=")[1])));
      return new Call(name, all.stream().filter(a -> !a.contains("=")).toList(), named);
    }

    private double value(String key, double otherwise) {
      @Nullable Double value = named.get(key);
      return value == null ? otherwise : value;
    }

    private double number(int index) {
      return Double.parseDouble(plain.get(index));
    }

    Optimizer toOptimizer() {
      double rate = value("lr", 0);
      WeightDecay decay = WeightDecay.of(value("weight_decay", 0)).everywhere();
      return switch (name) {
        case "sgd" ->
            new Sgd(rate)
                .momentum(value("momentum", 0))
                .nesterov(plain.contains("nesterov"))
                .weightDecay(decay);
        case "adam" -> new Adam(rate).weightDecay(decay);
        case "adamw" -> new AdamW(rate).weightDecay(decay);
        case "rmsprop" ->
            new RmsProp(rate)
                .alpha(value("alpha", 0.99))
                .momentum(value("momentum", 0))
                .weightDecay(decay);
        case "adagrad" -> new Adagrad(rate).weightDecay(decay);
        default -> throw new AssertionError("unknown optimizer in the goldens: " + name);
      };
    }

    public Schedule toSchedule() {
      return switch (name) {
        case "constant" -> Schedule.constant();
        case "step" -> new StepSchedule((int) number(0), number(1));
        case "multistep" ->
            new MultiStepSchedule(
                plain.subList(0, plain.size() - 1).stream().map(Integer::valueOf).toList(),
                number(plain.size() - 1));
        case "exponential" -> Schedule.exponential(number(0));
        case "cosine" -> Schedule.cosine();
        case "onecycle" -> Schedule.oneCycle();
        default -> throw new AssertionError("unknown schedule in the goldens: " + name);
      };
    }
  }

  public static OptimizerGoldens read() {
    return new OptimizerGoldens(
        Safetensors.read(TestData.path("goldens").resolve("optimisers.safetensors")));
  }

  public List<Case> cases() {
    return file.arrays().stream()
        .filter(array -> array.name().endsWith(".w"))
        .map(array -> array.name().substring(0, array.name().length() - 2))
        .map(this::load)
        .toList();
  }

  /** A vector of the problem's description, such as {@code c=[0,1,-1,2]}. */
  double[] vector(String name) {
    @Nullable String problem = file.metadata().get("problem");
    if (problem == null) {
      throw new AssertionError("the goldens do not describe their problem");
    }
    MatchResult found =
        Pattern.compile("\\b" + name + "=\\[([^]]*)]")
            .matcher(problem)
            .results()
            .findFirst()
            .orElseThrow();
    return Arrays.stream(found.group(1).split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private Case load(String name) {
    double[] flat = file.array(name + ".w").toDoubles();
    double[] rates = file.array(name + ".lr").toDoubles();
    int width = flat.length / rates.length;
    double[][] weights = new double[rates.length][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return new Case(name, weights, rates);
  }
}
