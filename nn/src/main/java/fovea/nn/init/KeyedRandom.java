package fovea.nn.init;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers by index: the same key and index always give the same number, on every machine and
 * in any order of asking.
 */
public record KeyedRandom(long key) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** The numbers of the parameter or layer at {@code path} under {@code seed}. */
  public static KeyedRandom of(long seed, String path) {
    // FNV-1a, 64 bits: String.hashCode has too few of them for the names of a large network.
    long hash = 0xcbf29ce484222325L;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    return new KeyedRandom(mix(mix(seed + GOLDEN) ^ hash));
  }

  /** The numbers of the {@code occurrence}-th use of this key. */
  public KeyedRandom occurrence(int occurrence) {
    return new KeyedRandom(mix(key + GOLDEN * (occurrence + 1L)));
  }

  /** 64 random bits. */
  public long bits(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /** 52 random bits, which a double holds: a key as dropout and noise want it. */
  public double smallKey(long index) {
    return (double) (bits(index) >>> 12);
  }

  /** Uniform between 0 and 1, never exactly either. */
  public double uniform(long index) {
    return ((bits(index) >>> 11) + 0.5) * 0x1p-53;
  }

  /** Normal with mean 0 and deviation 1. */
  public double normal(long index) {
    // Box & Muller 1958; StrictMath gives the same bits on every machine.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /** Finalizer of splitmix64 (Steele et al. 2014). */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
