package fovea.zoo;

/**
 * What somebody has published about a network.
 *
 * @param source who says so
 * @param top1 share of ImageNet's validation pictures whose class came out first
 * @param top5 share of those whose class was among the first five
 * @param depth as that source counts layers; 0 where it does not say
 */
public record Published(String source, double top1, double top5, int depth) {

  /** Of torchvision 0.14, for the first weights that it has published for a network. */
  static Published torchvision(double top1, double top5) {
    return new Published("torchvision", top1, top5, 0);
  }

  /** Of Cadene's pretrained-models.pytorch, for weights that come from TensorFlow. */
  static Published cadene(double top1, double top5) {
    return new Published("pretrained-models.pytorch", top1, top5, 0);
  }

  /** Of the table of Keras Applications that the lectures show. */
  static Published keras(double top1, double top5) {
    return new Published("Keras", top1, top5, 0);
  }

  /** With the depth that the source gives. */
  Published depth(int depth) {
    return new Published(source, top1, top5, depth);
  }
}
