package fovea.data.pixels;

/** In which order a network takes the channels of a color picture; a gray one has no order. */
public enum ChannelOrder {
  /** Red, green, blue: as nearly all do, and as pictures are kept here. */
  RGB,
  /** Blue, green, red: as networks from Caffe and OpenCV do. */
  BGR;

  /** The channel of a picture that is the network's {@code channel} of {@code channels}. */
  public int source(int channel, int channels) {
    return switch (this) {
      case RGB -> channel;
      case BGR -> channels - 1 - channel;
    };
  }
}
