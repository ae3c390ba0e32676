package fovea.data.pixels;

/** What is subtracted from the bytes of every picture before they are normalized. */
public sealed interface Centering permits Centering.Uncentered, MeanPicture {

  /** Nothing is. */
  record Uncentered() implements Centering {}

  /** Nothing: the normalization has the means. */
  static Centering none() {
    return new Uncentered();
  }
}
