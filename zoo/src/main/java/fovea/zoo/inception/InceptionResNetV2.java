package fovea.zoo.inception;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.layer.AvgPool2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.KerasCount;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Inception-ResNet-v2 (Szegedy et al. 2016): Inception modules whose outputs, made small, are added
 * to their inputs. For pictures {@code [c, h, w]} of any size from 75, usually 299×299. Names are
 * those of the weights in Cadene's pretrained-models.pytorch, which have 1001 classes: the first is
 * the background.
 */
public record InceptionResNetV2(
    @Named("conv2d_1a") Layer conv1a,
    @Named("conv2d_2a") Layer conv2a,
    @Named("conv2d_2b") Layer conv2b,
    @Named("conv2d_3b") Layer conv3b,
    @Named("conv2d_4a") Layer conv4a,
    @Named("mixed_5b") Layer mixed5b,
    @Named("repeat") Sequential blocks35,
    @Named("mixed_6a") Layer mixed6a,
    @Named("repeat_1") Sequential blocks17,
    @Named("mixed_7a") Layer mixed7a,
    @Named("repeat_2") Sequential blocks8,
    @Named("block8") Layer lastBlock,
    @Named("conv2d_7b") Layer conv7b,
    @Named("last_linear") Linear lastLinear,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final int CLASSES_AND_BACKGROUND = 1001;
  private static final Window POOL = Window.of(3).stride(2);

  private InceptionResNetV2(NetworkArguments arguments) {
    this(
        new BasicConv2d(arguments.channels(), 32, 3).stride(2),
        new BasicConv2d(32, 32, 3),
        keeping(32, 64, 3, 3),
        new BasicConv2d(64, 80, 1),
        new BasicConv2d(80, 192, 3),
        mixed5(),
        repeated(10, InceptionResNetV2::block35),
        mixed6(),
        repeated(20, InceptionResNetV2::block17),
        mixed7(),
        repeated(9, () -> block8(0.2, true)),
        block8(1, false),
        new BasicConv2d(2080, 1536, 1),
        new Linear(1536, arguments.classes()),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture(
                "inceptionresnetv2",
                "Inception",
                NetworkArguments.IMAGENET.size(299, 299).classes(CLASSES_AND_BACKGROUND),
                InceptionResNetV2::new)
            .input(new PictureSize.AtLeast(75))
            .published(PublishedResult.keras(0.803, 0.953).depth(572))
            .keras(KerasCount.UNSCALED_NORMS, usual -> usual.classes(usual.classes() - 1)));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor stem = x.apply(conv1a).apply(conv2a).apply(conv2b).maxPool(POOL);
    Tensor y = stem.apply(conv3b).apply(conv4a).maxPool(POOL);
    Tensor fine = y.apply(mixed5b).apply(blocks35);
    Tensor coarse = fine.apply(mixed6a).apply(blocks17);
    Tensor last = coarse.apply(mixed7a).apply(blocks8).apply(lastBlock).apply(conv7b);
    return last.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(lastLinear);
  }

  @Override
  public InceptionResNetV2 head(int classes) {
    return new InceptionResNetV2(
        conv1a,
        conv2a,
        conv2b,
        conv3b,
        conv4a,
        mixed5b,
        blocks35,
        mixed6a,
        blocks17,
        mixed7a,
        blocks8,
        lastBlock,
        conv7b,
        lastLinear.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public InceptionResNetV2 blueprint(Blueprint blueprint) {
    return new InceptionResNetV2(
        conv1a,
        conv2a,
        conv2b,
        conv3b,
        conv4a,
        mixed5b,
        blocks35,
        mixed6a,
        blocks17,
        mixed7a,
        blocks8,
        lastBlock,
        conv7b,
        lastLinear,
        blueprint);
  }

  @Override
  public String headPath() {
    return "last_linear";
  }

  private static Branches mixed5() {
    return Branches.of(
        new BasicConv2d(192, 96, 1),
        Sequential.of(new BasicConv2d(192, 48, 1), keeping(48, 64, 5, 5)),
        Sequential.of(new BasicConv2d(192, 64, 1), keeping(64, 96, 3, 3), keeping(96, 96, 3, 3)),
        Sequential.of(
            new AvgPool2d(3).stride(1).padding(1).ignorePadding(), new BasicConv2d(192, 64, 1)));
  }

  private static Layer block35() {
    return new Residual(
        Branches.of(
            new BasicConv2d(320, 32, 1),
            Sequential.of(new BasicConv2d(320, 32, 1), keeping(32, 32, 3, 3)),
            Sequential.of(
                new BasicConv2d(320, 32, 1), keeping(32, 48, 3, 3), keeping(48, 64, 3, 3))),
        new Conv2d(128, 320, 1),
        0.17,
        true);
  }

  private static Branches mixed6() {
    return Branches.of(
        new BasicConv2d(320, 384, 3).stride(2),
        Sequential.of(
            new BasicConv2d(320, 256, 1),
            keeping(256, 256, 3, 3),
            new BasicConv2d(256, 384, 3).stride(2)),
        new MaxPool2d(3).stride(2));
  }

  private static Layer block17() {
    return new Residual(
        Branches.of(
            new BasicConv2d(1088, 192, 1),
            Sequential.of(
                new BasicConv2d(1088, 128, 1), keeping(128, 160, 1, 7), keeping(160, 192, 7, 1))),
        new Conv2d(384, 1088, 1),
        0.1,
        true);
  }

  private static Branches mixed7() {
    return Branches.of(
        Sequential.of(new BasicConv2d(1088, 256, 1), new BasicConv2d(256, 384, 3).stride(2)),
        Sequential.of(new BasicConv2d(1088, 256, 1), new BasicConv2d(256, 288, 3).stride(2)),
        Sequential.of(
            new BasicConv2d(1088, 256, 1),
            keeping(256, 288, 3, 3),
            new BasicConv2d(288, 320, 3).stride(2)),
        new MaxPool2d(3).stride(2));
  }

  private static Residual block8(double scale, boolean activated) {
    return new Residual(
        Branches.of(
            new BasicConv2d(2080, 192, 1),
            Sequential.of(
                new BasicConv2d(2080, 192, 1), keeping(192, 224, 1, 3), keeping(224, 256, 3, 1))),
        new Conv2d(448, 2080, 1),
        scale,
        activated);
  }

  private static BasicConv2d keeping(int in, int out, int height, int width) {
    return BasicConv2d.keeping(in, out, height, width);
  }

  private static Sequential repeated(int times, Supplier<Layer> block) {
    Layer[] blocks = new Layer[times];
    Arrays.setAll(blocks, _ -> block.get());
    return Sequential.of(blocks);
  }

  /** Layers side by side, {@code branch0}, {@code branch1} and so on, whose outputs are joined. */
  record Branches(@Named("") Sequential branches) implements Layer {

    static Branches of(Layer... layers) {
      Sequential named = Sequential.of();
      for (Layer layer : layers) {
        named = named.with("branch" + named.layers().size(), layer);
      }
      return new Branches(named);
    }

    @Override
    public Tensor forward(Tensor x) {
      List<Tensor> outputs = branches.layers().values().stream().map(x::apply).toList();
      return Tensor.concat(1, outputs);
    }
  }

  /** Adds {@code scale} times what the branches and a convolution 1×1 give to the input. */
  record Residual(@Named("") Branches branches, Conv2d conv2d, double scale, boolean activated)
      implements Layer {

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(branches).apply(conv2d);
      Tensor sum = x.add(scale == 1 ? y : y.mul(scale));
      return activated ? sum.relu() : sum;
    }
  }
}
