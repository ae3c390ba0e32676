package fovea.zoo.inception;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Named;
import fovea.nn.init.Init;
import fovea.nn.layer.AvgPool2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Linear;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.KerasCount;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;
import fovea.zoo.inception.InceptionModules.A;
import fovea.zoo.inception.InceptionModules.B;
import fovea.zoo.inception.InceptionModules.C;
import fovea.zoo.inception.InceptionModules.D;
import fovea.zoo.inception.InceptionModules.E;
import fovea.zoo.inception.InceptionModules.Unit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Inception-v3 (Szegedy et al. 2015): modules of several filters side by side; for pictures {@code
 * [c, h, w]} of any size from 75, usually 299×299. Names and initial values are torchvision's.
 *
 * <p>In training, an auxiliary head on the output of {@code Mixed_6e} adds 0.4 times its loss
 * ({@link Mode.Training#auxiliary}); the option {@code aux=false} leaves it away.
 *
 * <p>torchvision's pretrained weights come from TensorFlow and want pictures with mean 0.5 and
 * deviation 0.5 for each channel, which its {@code transform_input} makes of pictures that have
 * ImageNet's means and deviations. Here that is a matter of preprocessing: mean and deviation 0.5.
 */
public record InceptionV3(
    @Named("Conv2d_1a_3x3") Layer conv1a,
    @Named("Conv2d_2a_3x3") Layer conv2a,
    @Named("Conv2d_2b_3x3") Layer conv2b,
    @Named("Conv2d_3b_1x1") Layer conv3b,
    @Named("Conv2d_4a_3x3") Layer conv4a,
    @Named("Mixed_5b") Layer mixed5b,
    @Named("Mixed_5c") Layer mixed5c,
    @Named("Mixed_5d") Layer mixed5d,
    @Named("Mixed_6a") Layer mixed6a,
    @Named("Mixed_6b") Layer mixed6b,
    @Named("Mixed_6c") Layer mixed6c,
    @Named("Mixed_6d") Layer mixed6d,
    @Named("Mixed_6e") Layer mixed6e,
    @Named("") SequencedMap<String, Auxiliary> auxiliary,
    @Named("Mixed_7a") Layer mixed7a,
    @Named("Mixed_7b") Layer mixed7b,
    @Named("Mixed_7c") Layer mixed7c,
    Dropout dropout,
    Linear fc,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final String AUXILIARY = "AuxLogits";
  private static final String TENSORFLOW_PADDING = "same";
  private static final double AUXILIARY_WEIGHT = 0.4;
  private static final Window POOL = Window.of(3).stride(2);

  /** Copies the map. */
  public InceptionV3 {
    auxiliary = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(auxiliary));
  }

  private InceptionV3(NetworkArguments arguments) {
    this(arguments, unit(arguments));
  }

  private InceptionV3(NetworkArguments arguments, Unit unit) {
    this(
        unit.plain(arguments.channels(), 32, 3).stride(2),
        unit.plain(32, 32, 3),
        unit.keeping(32, 64, 3, 3),
        unit.plain(64, 80, 1),
        unit.plain(80, 192, 3),
        new A(unit, 192, 32),
        new A(unit, 256, 64),
        new A(unit, 288, 64),
        new B(unit, 288),
        new C(unit, 768, 128),
        new C(unit, 768, 160),
        new C(unit, 768, 160),
        new C(unit, 768, 192),
        auxiliary(unit, arguments),
        new D(unit, 768),
        new E(unit, 1280),
        new E(unit, 2048),
        new Dropout(arguments.number("dropout")),
        new Linear(2048, arguments.classes()).weightInit(Init.normal(0.1)),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture(
                "inception_v3",
                "Inception",
                NetworkArguments.IMAGENET.size(299, 299),
                InceptionV3::new)
            .input(new PictureSize.AtLeast(75))
            .published(PublishedResult.keras(0.779, 0.937).depth(159))
            .keras(KerasCount.UNSCALED_NORMS, usual -> usual.option("aux", "false"))
            .options(
                Option.flag("aux", true, "whether training has a second head halfway"),
                Option.words(
                    "padding",
                    "same is TensorFlow's, whose average pools do not count it as zeros",
                    "torch",
                    TENSORFLOW_PADDING),
                Option.dropout("0.5")));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor stem = x.apply(conv1a).apply(conv2a).apply(conv2b).maxPool(POOL);
    Tensor y = stem.apply(conv3b).apply(conv4a).maxPool(POOL);
    Tensor fine = y.apply(mixed5b).apply(mixed5c).apply(mixed5d);
    Tensor coarse = fine.apply(mixed6a).apply(mixed6b).apply(mixed6c).apply(mixed6d).apply(mixed6e);
    switch (Mode.current()) {
      case Mode.Training training ->
          auxiliary
              .values()
              .forEach(head -> training.auxiliary(coarse.apply(head), AUXILIARY_WEIGHT));
      case Mode.Inference _ -> {}
    }
    Tensor last = coarse.apply(mixed7a).apply(mixed7b).apply(mixed7c);
    return last.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(dropout).apply(fc);
  }

  @Override
  public InceptionV3 head(int classes) {
    SequencedMap<String, Auxiliary> others = new LinkedHashMap<>();
    auxiliary.forEach((name, head) -> others.put(name, head.classes(classes)));
    return new InceptionV3(
        conv1a,
        conv2a,
        conv2b,
        conv3b,
        conv4a,
        mixed5b,
        mixed5c,
        mixed5d,
        mixed6a,
        mixed6b,
        mixed6c,
        mixed6d,
        mixed6e,
        others,
        mixed7a,
        mixed7b,
        mixed7c,
        dropout,
        fc.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public InceptionV3 blueprint(Blueprint blueprint) {
    return new InceptionV3(
        conv1a, conv2a, conv2b, conv3b, conv4a, mixed5b, mixed5c, mixed5d, mixed6a, mixed6b,
        mixed6c, mixed6d, mixed6e, auxiliary, mixed7a, mixed7b, mixed7c, dropout, fc, blueprint);
  }

  @Override
  public String headPath() {
    return "fc";
  }

  @Override
  public List<String> headPaths() {
    return auxiliary.isEmpty() ? List.of(headPath()) : List.of(AUXILIARY + ".fc", headPath());
  }

  private static Unit unit(NetworkArguments arguments) {
    AvgPool2d pool = new AvgPool2d(3).stride(1).padding(1);
    boolean same = arguments.text("padding").equals(TENSORFLOW_PADDING);
    // torchvision's normal distribution ends at ± 2, which is 20 deviations away.
    return new Unit(Init.normal(0.1), same ? pool.ignorePadding() : pool);
  }

  private static SequencedMap<String, Auxiliary> auxiliary(Unit unit, NetworkArguments arguments) {
    SequencedMap<String, Auxiliary> heads = new LinkedHashMap<>();
    if (arguments.flag("aux")) {
      heads.put(AUXILIARY, new Auxiliary(unit, arguments.classes()));
    }
    return heads;
  }

  /** Classifies from the middle of the network, so that gradients have a shorter way. */
  public record Auxiliary(Layer conv0, Layer conv1, Linear fc) implements Layer {

    private Auxiliary(Unit unit, int classes) {
      this(
          unit.plain(768, 128, 1),
          unit.plain(128, 768, 5),
          new Linear(768, classes).weightInit(Init.normal(0.001)));
    }

    private Auxiliary classes(int classes) {
      return new Auxiliary(conv0, conv1, fc.outputs(classes));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.averagePool(Window.of(5).stride(3)).apply(conv0).apply(conv1);
      return y.adaptiveAveragePool(1, 1).flatten(1).apply(fc);
    }
  }
}
