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

  /** Of the table of Keras Applications that the lectures show. */
  static Published keras(double top1, double top5) {
    return new Published("Keras", top1, top5, 0);
  }

  /** With the depth that the source gives. */
  Published depth(int depth) {
    return new Published(source, top1, top5, depth);
  }
}
