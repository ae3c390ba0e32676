package fovea.zoo.weights;

import fovea.data.Preprocessing;
import fovea.data.download.FileHash;
import fovea.zoo.weights.PublishedWeights.Accuracy;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The published weights, publisher by publisher. */
final class Catalog {
  private static final String TORCHVISION = "https://download.pytorch.org/models/";
  private static final String AKAMASTER =
      "https://github.com/akamaster/pytorch_resnet_cifar10/raw/master/pretrained_models/";
  private static final String CADENE = "http://data.lip6.fr/cadene/pretrainedmodels/";

  /** Name, file, top-1 and top-5 of 224×224 pictures out of those with a short side of 256. */
  private static final String TORCHVISION_V1 =
      """
      alexnet          alexnet-owt-7be5be79.pth      56.522 79.066
      vgg11            vgg11-8a719046.pth            69.020 88.628
      vgg11_bn         vgg11_bn-6002323d.pth         70.370 89.810
      vgg13            vgg13-19584684.pth            69.928 89.246
      vgg13_bn         vgg13_bn-abd245e5.pth         71.586 90.374
      vgg16            vgg16-397923af.pth            71.592 90.382
      vgg16_bn         vgg16_bn-6c64b313.pth         73.360 91.516
      vgg19            vgg19-dcbb9e9d.pth            72.376 90.876
      vgg19_bn         vgg19_bn-c79401a0.pth         74.218 91.842
      resnet18         resnet18-f37072fd.pth         69.758 89.078
      resnet34         resnet34-b627a593.pth         73.314 91.420
      resnet50         resnet50-0676ba61.pth         76.130 92.862
      resnet101        resnet101-63fe2227.pth        77.374 93.546
      resnet152        resnet152-394f9c45.pth        78.312 94.046
      resnext50_32x4d  resnext50_32x4d-7cdf4587.pth  77.618 93.698
      resnext101_32x8d resnext101_32x8d-8ba56ff5.pth 79.312 94.526
      wide_resnet50_2  wide_resnet50_2-95faca4d.pth  78.468 94.086
      wide_resnet101_2 wide_resnet101_2-32ee1156.pth 78.848 94.284
      mobilenet_v2     mobilenet_v2-b0353104.pth     71.878 90.286
      squeezenet1_0    squeezenet1_0-b66bff10.pth    58.092 80.420
      squeezenet1_1    squeezenet1_1-b8a52dc0.pth    58.178 80.624
      """;

  /** The same, trained with a newer recipe and tested with a short side of 232. */
  private static final String TORCHVISION_V2 =
      """
      resnet50         resnet50-11ad3fa6.pth         80.858 95.434
      resnet101        resnet101-cd907fc2.pth        81.886 95.780
      resnet152        resnet152-f82ba261.pth        82.284 96.002
      resnext50_32x4d  resnext50_32x4d-1a0047aa.pth  81.198 95.340
      mobilenet_v2     mobilenet_v2-7ebf99e0.pth     72.154 90.822
      """;

  /** With the input that Google trained it with, which torchvision calls transformed. */
  private static final String TORCHVISION_INCEPTION =
      """
      inception_v3     inception_v3_google-0cc3c7bd.pth  77.294 93.450
      """;

  /** Reimplementations for PyTorch of Keras's and TensorFlow's networks. */
  private static final String CADENE_299 =
      """
      xception           xception-43020ad28.pth          78.888 94.292
      inceptionresnetv2  inceptionresnetv2-520b38e4.pth  80.170 95.234
      """;

  /** Shortcuts of option A. */
  private static final String AKAMASTER_CIFAR10 =
      """
      cifar_resnet20    resnet20-12fca82f.th    91.73 0
      cifar_resnet32    resnet32-d509ac18.th    92.63 0
      cifar_resnet44    resnet44-014dd654.th    93.10 0
      cifar_resnet56    resnet56-4bfd9763.th    93.39 0
      cifar_resnet110   resnet110-1d1ed7c2.th   93.68 0
      cifar_resnet1202  resnet1202-f3b1deed.th  93.82 0
      """;

  static final List<PublishedWeights> ALL =
      Stream.of(
              new Publication("torchvision", "imagenet1k_v1", TORCHVISION)
                  .of(TORCHVISION_V1, Preprocessing.imagenet(224, 256)),
              new Publication("torchvision", "imagenet1k_v2", TORCHVISION)
                  .of(TORCHVISION_V2, Preprocessing.imagenet(224, 232)),
              new Publication("torchvision", "imagenet1k_v1", TORCHVISION)
                  .of(TORCHVISION_INCEPTION, Preprocessing.tf(299, 342)),
              new Publication("Cadene", "imagenet", CADENE)
                  .of(CADENE_299, Preprocessing.tf(299, 333)),
              new Publication("akamaster", "cifar10", AKAMASTER)
                  .of(AKAMASTER_CIFAR10, Preprocessing.imagenet(32, 32)))
          .flatMap(published -> published)
          .toList();

  private Catalog() {}

  /** Files of one publisher, whose names end in the first digits of their SHA-256. */
  private record Publication(String source, String tag, String folder) {

    Stream<PublishedWeights> of(String table, Preprocessing preprocessing) {
      return table.lines().map(line -> entry(line.split(" +"), preprocessing));
    }

    private PublishedWeights entry(String[] columns, Preprocessing preprocessing) {
      String network = columns[0];
      String file = columns[1];
      String digits = file.substring(file.lastIndexOf('-') + 1, file.lastIndexOf('.'));
      return new PublishedWeights(
          network + "/" + tag,
          network,
          URI.create(folder + file),
          FileHash.sha256(digits),
          preprocessing,
          new Accuracy(Double.parseDouble(columns[2]), Double.parseDouble(columns[3]), source));
    }
  }
}
