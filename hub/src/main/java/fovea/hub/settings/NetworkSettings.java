package fovea.hub.settings;

import fovea.hub.settings.Choice.Variant;
import fovea.hub.settings.OpenSetting.Decision;
import fovea.hub.settings.OpenSetting.SettingOption;
import fovea.model.Blueprint;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What names and shapes of weights leave open of their network. */
public final class NetworkSettings {
  private static final String NETWORK = "network";

  private final List<Architecture> networks;
  private final NetworkArguments made;

  /**
   * Settings of networks that the same weights fill.
   *
   * @param networks the one that was taken first
   * @param made what it is made for
   */
  public NetworkSettings(List<Architecture> networks, NetworkArguments made) {
    this.networks = List.copyOf(networks);
    this.made = made.options(new LinkedHashMap<>());
  }

  /**
   * What differs among the networks.
   *
   * @param given options that the user has named
   * @param decision how all others were decided
   */
  public List<OpenSetting> settings(Set<String> given, Decision decision) {
    List<OpenSetting> settings = new ArrayList<>();
    for (String name : names()) {
      String value = value(networks.getFirst(), name);
      networks.stream()
          .filter(network -> !value(network, name).equals(value))
          .findFirst()
          .map(other -> new SettingOption(SettingOption.Kind.ARCHITECTURE, other.spec().toString()))
          .map(
              option ->
                  new OpenSetting(
                      name, value, given.contains(name) ? Decision.given() : decision, option))
          .ifPresent(settings::add);
    }
    return settings;
  }

  /** The choice between those networks that have what the user has named; empty if it is one. */
  public Optional<Choice> choice(Set<String> given) {
    List<String> open = names().stream().filter(name -> !given.contains(name)).toList();
    Architecture taken = networks.getFirst();
    List<Variant> variants = new ArrayList<>();
    for (Architecture network : networks) {
      if (given.stream().allMatch(name -> value(network, name).equals(value(taken, name)))) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        open.forEach(name -> values.put(name, value(network, name)));
        Blueprint blueprint = network.blueprint(made);
        variants.add(new Variant(values, candidate -> candidate.blueprint(blueprint)));
      }
    }
    return variants.size() > 1 ? Optional.of(new Choice(variants)) : Optional.empty();
  }

  /** The names of what differs. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(NETWORK);
    networks.getFirst().options().stream().map(Option::name).forEach(names::add);
    names.removeIf(
        name -> networks.stream().map(network -> value(network, name)).distinct().count() < 2);
    return names;
  }

  /** The value of an option; that of the first network where another one has no such option. */
  private String value(Architecture network, String name) {
    if (name.equals(NETWORK)) {
      return network.name();
    }
    String chosen = network.defaults().options().get(name);
    return chosen != null
        ? chosen
        : network.options().stream()
            .filter(option -> option.name().equals(name))
            .map(Option::defaultValue)
            .findFirst()
            .orElseGet(() -> value(networks.getFirst(), name));
  }
}
