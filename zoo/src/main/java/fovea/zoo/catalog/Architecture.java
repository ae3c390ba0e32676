package fovea.zoo.catalog;

import fovea.data.pixels.PictureShape;
import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import fovea.model.Blueprint;
import fovea.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network of the zoo.
 *
 * @param name as users type it
 * @param family under which it is listed
 * @param defaults what it was published for, and options that a user has chosen
 * @param input what it asks of the size of pictures
 * @param referenceValues what is published about it
 * @param options that it has
 * @param factory makes it; finds a value for each option
 */
public record Architecture(
    String name,
    String family,
    NetworkArguments defaults,
    PictureSize input,
    ReferenceValues referenceValues,
    List<Option> options,
    Function<NetworkArguments, ? extends ZooNetwork> factory) {

  /** Copies the list. */
  public Architecture {
    options = List.copyOf(options);
  }

  /** A network without options of which nothing is published. */
  public Architecture(
      String name,
      String family,
      NetworkArguments defaults,
      Function<NetworkArguments, ? extends ZooNetwork> factory) {
    this(name, family, defaults, PictureSize.any(), ReferenceValues.NONE, List.of(), factory);
  }

  /** What a network asks of the size of its pictures. */
  public sealed interface PictureSize {

    /** Any size; the one of the arguments is what it is trained with. */
    static PictureSize any() {
      return new AtLeast(1);
    }

    /** One size: smaller pictures are padded, larger ones resized. */
    record Fixed() implements PictureSize {}

    /** Any size from {@code smallest}, but one: the network is made for it. */
    record Chosen(int smallest) implements PictureSize {}

    /** Any size from {@code smallest} pixels along both sides. */
    record AtLeast(int smallest) implements PictureSize {}
  }

  /** Asking something of the size of pictures. */
  public Architecture input(PictureSize input) {
    return new Architecture(name, family, defaults, input, referenceValues, options, factory);
  }

  /** With something that is published beside the rest. */
  public Architecture published(PublishedResult more) {
    return referenceValues(referenceValues.and(more));
  }

  /** With the way in which Keras counts its parameters. */
  public Architecture keras(KerasCount keras) {
    return keras(keras, UnaryOperator.identity());
  }

  /** The same, for a version that is made for something else in Keras. */
  public Architecture keras(KerasCount keras, UnaryOperator<NetworkArguments> inKeras) {
    return referenceValues(referenceValues.keras(keras, inKeras));
  }

  private Architecture referenceValues(ReferenceValues referenceValues) {
    return new Architecture(name, family, defaults, input, referenceValues, options, factory);
  }

  /** With more options. */
  public Architecture options(Option... more) {
    List<Option> all = Stream.concat(options.stream(), Stream.of(more)).toList();
    return new Architecture(name, family, defaults, input, referenceValues, all, factory);
  }

  /**
   * This network as a user wants it: with options that then belong to its defaults.
   *
   * @throws FoveaException if it has not one of them; the message lists those that it has
   */
  public Architecture with(SequencedMap<String, String> chosen) {
    chosen.forEach((option, value) -> option(option).check(name, value));
    NetworkArguments wanted = defaults.options(chosen).orOptions(defaults.options());
    return new Architecture(name, family, wanted, input, referenceValues, options, factory);
  }

  /**
   * Whether it is the network that was published: no option that was chosen has another value than
   * the usual one. What is published says nothing of others.
   */
  public boolean isAsPublished() {
    return options.stream()
        .allMatch(
            option ->
                option.isDefault(
                    defaults.options().getOrDefault(option.name(), option.defaultValue())));
  }

  /** What a user would type for this network: its name, and the options that were chosen. */
  public NetworkSpec spec() {
    return new NetworkSpec(name, defaults.options());
  }

  /**
   * What to make it for, given data: LeNet-5 has one size, so MNIST's 28×28 pictures must be padded
   * by 2 on each side for it; the others follow the data, down to a smallest size. Options are
   * those of the data or, if not given there, the ones that were chosen.
   */
  public NetworkArguments fit(NetworkArguments data) {
    NetworkArguments wanted = data.orOptions(defaults.options());
    return switch (input) {
      case PictureSize.Fixed _ -> wanted.size(defaults.height(), defaults.width());
      case PictureSize.Chosen(int smallest) -> atLeast(wanted, smallest);
      case PictureSize.AtLeast(int smallest) -> atLeast(wanted, smallest);
    };
  }

  private static NetworkArguments atLeast(NetworkArguments data, int smallest) {
    return data.size(Math.max(data.height(), smallest), Math.max(data.width(), smallest));
  }

  /** Whether all pictures must have the size of the defaults. */
  public boolean takesOneSize() {
    return input instanceof PictureSize.Fixed;
  }

  /** Whether the network, made for {@code made}, takes such pictures. */
  public boolean takes(NetworkArguments made, PictureShape pictures) {
    boolean fits =
        switch (input) {
          case PictureSize.Fixed _ ->
              pictures.height() == defaults.height() && pictures.width() == defaults.width();
          case PictureSize.Chosen _ ->
              pictures.height() == made.height() && pictures.width() == made.width();
          case PictureSize.AtLeast(int smallest) ->
              Math.min(pictures.height(), pictures.width()) >= smallest;
        };
    return fits && pictures.channels() == made.channels();
  }

  /** What is said of a network with a head for other classes. */
  public static Blueprint headed(Blueprint old, int classes) {
    return changed(old, made -> made.classes(classes));
  }

  /** What is said of a network for pictures of other channels. */
  public static Blueprint colored(Blueprint old, int channels) {
    return changed(old, made -> made.channels(channels));
  }

  private static Blueprint changed(Blueprint old, UnaryOperator<NetworkArguments> change) {
    return old.isCustom()
        ? old
        : new Blueprint(
            old.name(), change.apply(NetworkArguments.parse(old.arguments())).toString());
  }

  /** What a model file says of it, so that {@link Zoo} can make it again. */
  public Blueprint blueprint(NetworkArguments arguments) {
    return new Blueprint(name, arguments.orOptions(defaults.options()).toString());
  }

  /**
   * Makes it; its parameters get their values when they are first looked at.
   *
   * @throws FoveaException if it cannot have these arguments
   */
  public ZooNetwork create(NetworkArguments arguments) {
    NetworkArguments fitting = fit(arguments);
    if (fitting.height() != arguments.height() || fitting.width() != arguments.width()) {
      throw FoveaException.at(
          name,
          "takes pictures of "
              + (takesOneSize() ? "" : "at least ")
              + size(fitting)
              + ", not of "
              + size(arguments),
          "pad or resize them");
    }
    fitting.options().forEach((option, value) -> option(option).check(name, value));
    SequencedMap<String, String> usual = new LinkedHashMap<>();
    options.forEach(option -> usual.put(option.name(), option.defaultValue()));
    return factory.apply(fitting.orOptions(usual)).blueprint(blueprint(arguments));
  }

  private Option option(String wanted) {
    Optional<Option> known =
        options.stream().filter(option -> option.name().equals(wanted)).findFirst();
    return known.orElseThrow(
        () ->
            FoveaException.at(
                name,
                "there is no option " + wanted,
                options.isEmpty()
                    ? "leave it out: this network has none"
                    : Nearest.to(wanted, options.stream().map(Option::name).toList())
                            .map(near -> "did you mean " + near + "? ")
                            .orElse("")
                        + "It has "
                        + options.stream()
                            .map(option -> option + " (" + option.values() + ")")
                            .collect(Collectors.joining(", "))));
  }

  private static String size(NetworkArguments arguments) {
    return arguments.height() + "x" + arguments.width();
  }
}
