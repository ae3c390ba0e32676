package fovea.nn;

import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Which rules for initial values a list of {@link InitRule} gives the parameters of a network. */
final class ChosenInits {
  private final SequencedMap<String, Param> params;
  private final Map<String, Init> chosen = new LinkedHashMap<>();

  private ChosenInits(SequencedMap<String, Param> params) {
    this.params = params;
  }

  /**
   * The rules by the names of parameters; of several, the last counts.
   *
   * @throws FoveaException if a rule is for no parameter, or does not fit the one that it names
   */
  static Map<String, Init> of(SequencedMap<String, Param> params, List<InitRule> rules) {
    ChosenInits inits = new ChosenInits(params);
    rules.forEach(inits::add);
    return inits.chosen;
  }

  private void add(InitRule rule) {
    boolean used = rule.isForWeights() ? addWeights(rule.init()) : addNamed(rule);
    if (!used) {
      throw FoveaException.here(
          rule.isForWeights()
              ? "the network has no weight that " + rule.init() + " fits"
              : "no parameter of the network fits \"" + rule.parameters() + '"',
          rule.isForWeights()
              ? "use another initialization"
              : Nearest.hint(rule.parameters(), List.copyOf(params.keySet())));
    }
  }

  private boolean addWeights(Init init) {
    List<String> names =
        params.keySet().stream()
            .filter(name -> InitRule.isWeight(name, param(name).shape()))
            .filter(name -> init.fits(param(name).shape()))
            .toList();
    for (String name : names) {
      chosen.put(name, init);
      String bias = InitRule.biasBeside(name);
      if (params.containsKey(bias)) {
        chosen.put(bias, Init.zeros());
      }
    }
    return !names.isEmpty();
  }

  private boolean addNamed(InitRule rule) {
    List<String> names = params.keySet().stream().filter(rule::names).toList();
    for (String name : names) {
      Param param = param(name);
      if (!rule.init().fits(param.shape())) {
        throw FoveaException.at(
            name,
            rule.init() + " does not fit its shape " + param.shape(),
            "name other parameters, or use another initialization");
      }
      chosen.put(name, rule.init());
    }
    return !names.isEmpty();
  }

  private Param param(String name) {
    return Objects.requireNonNull(params.get(name));
  }
}
