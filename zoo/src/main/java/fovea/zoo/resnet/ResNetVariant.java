package fovea.zoo.resnet;

import fovea.model.Blueprint;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.KerasCount;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.PublishedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The residual networks that have a name: what they consist of and what is published of them. */
enum ResNetVariant {
  RESNET18("resnet18", ResNetDesign.basic(2, 2, 2, 2)),
  RESNET34("resnet34", ResNetDesign.basic(3, 4, 6, 3)),
  RESNET50("resnet50", ResNetDesign.deep(3, 4, 6, 3)),
  RESNET101("resnet101", ResNetDesign.deep(3, 4, 23, 3)),
  RESNET152("resnet152", ResNetDesign.deep(3, 8, 36, 3)),
  RESNEXT50_32X4D("resnext50_32x4d", ResNetDesign.deep(3, 4, 6, 3).groups(32, 4)),
  RESNEXT101_32X8D("resnext101_32x8d", ResNetDesign.deep(3, 4, 23, 3).groups(32, 8)),
  WIDE_RESNET50_2("wide_resnet50_2", ResNetDesign.deep(3, 4, 6, 3).groups(1, 128)),
  WIDE_RESNET101_2("wide_resnet101_2", ResNetDesign.deep(3, 4, 23, 3).groups(1, 128)),
  PLAIN18("plain18", ResNetDesign.plain(2, 2, 2, 2)),
  PLAIN34("plain34", ResNetDesign.plain(3, 4, 6, 3));

  private static final String PAPER = "1x1";
  private static final Option ZERO_INIT = ResNetParts.ZERO_INIT;
  private static final Option DEPTH = Option.stochasticDepth();
  private static final Option STRIDE =
      Option.words(
          "stride",
          "which convolution of a bottleneck has it; the paper and Keras say 1x1",
          "3x3",
          PAPER);

  private final String published;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers and a list that is a copy
  private final ResNetDesign design;

  ResNetVariant(String published, ResNetDesign design) {
    this.published = published;
    this.design = design;
  }

  /** All of them, for the list of networks. */
  static Stream<Architecture> networks() {
    return Stream.of(values()).map(ResNetVariant::architecture);
  }

  /** The network for color pictures of so many classes, with the usual options. */
  ResNet make(int classes) {
    String made = NetworkArguments.IMAGENET.classes(classes).toString();
    return design.make(classes).blueprint(new Blueprint(published, made));
  }

  private Architecture architecture() {
    Architecture known =
        new Architecture(published, "ResNet", NetworkArguments.IMAGENET, this::make)
            .options(options().toArray(Option[]::new));
    return switch (this) {
      case RESNET50 ->
          known
              .keras(KerasCount.BIASED_CONVOLUTIONS)
              .published(PublishedResult.keras(0.749, 0.921));
      case RESNET101, RESNET152 -> known.keras(KerasCount.BIASED_CONVOLUTIONS);
      case RESNEXT50_32X4D -> known.published(PublishedResult.keras(0.777, 0.938));
      case RESNET18,
          RESNET34,
          RESNEXT101_32X8D,
          WIDE_RESNET50_2,
          WIDE_RESNET101_2,
          PLAIN18,
          PLAIN34 ->
          known;
    };
  }

  private ResNet make(NetworkArguments arguments) {
    ResNetDesign wanted = design;
    if (options().contains(ZERO_INIT)) {
      wanted = wanted.zeroInit(arguments.flag(ZERO_INIT.name()));
    }
    if (options().contains(DEPTH)) {
      wanted = wanted.dropped(arguments.number(DEPTH.name()));
    }
    if (options().contains(STRIDE)) {
      wanted = wanted.strideFirst(arguments.text(STRIDE.name()).equals(PAPER));
    }
    return wanted.make(arguments.classes()).channels(arguments.channels());
  }

  /** Nothing for a network without shortcuts; a stride for those that Keras has, too. */
  private List<Option> options() {
    List<Option> options = new ArrayList<>();
    switch (this) {
      case PLAIN18, PLAIN34 -> {}
      case RESNET50, RESNET101, RESNET152 -> options.addAll(List.of(ZERO_INIT, DEPTH, STRIDE));
      case RESNET18,
          RESNET34,
          RESNEXT50_32X4D,
          RESNEXT101_32X8D,
          WIDE_RESNET50_2,
          WIDE_RESNET101_2 ->
          options.addAll(List.of(ZERO_INIT, DEPTH));
    }
    return options;
  }
}
