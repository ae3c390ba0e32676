package fovea.zoo.catalog;

/**
 * What a paper or Keras says about a network, on ImageNet's validation pictures or, if the source
 * says so, the test pictures of CIFAR-10.
 *
 * @param source who says so
 * @param top1 share of pictures whose class came out first
 * @param top5 share of pictures whose class was among the first five; 0 where it does not say
 * @param depth as that source counts layers; 0 where it does not say
 */
public record PublishedResult(String source, double top1, double top5, int depth) {

  /** Of the table of Keras Applications that the lectures show. */
  public static PublishedResult keras(double top1, double top5) {
    return new PublishedResult("Keras", top1, top5, 0);
  }

  /** With the depth that the source gives. */
  public PublishedResult depth(int depth) {
    return new PublishedResult(source, top1, top5, depth);
  }
}
