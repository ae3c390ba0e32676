package fovea.data.augment;

/**
 * Random numbers that depend only on a key, never on who drew before.
 *
 * <p>A sequence is keyed by up to three numbers, such as (seed, epoch, index of the picture); its
 * n-th number is a hash of key and n (SplitMix64, Steele et al. 2014). All arithmetic is exact, so
 * every machine draws the same numbers.
 */
public final class CounterRandom {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long seed;
  private long stream;
  private long index;
  private long state;

  /** The sequence of a key. */
  public CounterRandom(long seed, long stream, long index) {
    restart(seed, stream, index);
  }

  /** Makes this the sequence of another key, from its beginning. */
  public void restart(long seed, long stream, long index) {
    this.seed = seed;
    this.stream = stream;
    this.index = index;
    state = mix(mix(mix(seed + GOLDEN) ^ (stream * GOLDEN)) ^ (index * GOLDEN));
  }

  /** First number of the key. */
  public long seed() {
    return seed;
  }

  /** Second number of the key: the epoch, where pictures are augmented. */
  public long stream() {
    return stream;
  }

  /** Third number of the key: the index of the picture, where pictures are augmented. */
  public long index() {
    return index;
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** A whole number from 0 to {@code bound - 1}. */
  public int nextInt(int bound) {
    // Multiplying the upper 32 bits instead of a remainder: the bias is below bound / 2^32.
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A real number in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** A real number in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * An approximately Gaussian number in [-1, 1) with mean 0 and deviation 1/3: three uniform ones
   * added.
   */
  public double gaussian() {
    long bits = nextLong();
    long sum = (bits >>> 43) + ((bits >>> 22) & 0x1FFFFF) + ((bits >>> 1) & 0x1FFFFF);
    return sum * (2 / (3 * 0x1p21)) - 1;
  }

  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
