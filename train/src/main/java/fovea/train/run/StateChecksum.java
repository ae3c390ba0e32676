package fovea.train.run;

import fovea.data.pixels.DataChecksum;
import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.StateDict;
import java.util.List;
import java.util.stream.IntStream;

/** A checksum of the values of networks, by which other weights are recognized. */
public final class StateChecksum {

  private StateChecksum() {}

  /** That of all parameters and statistics of the networks, in their order. */
  public static String of(List<? extends Network> networks) {
    return DataChecksum.of(
        networks.stream()
            .flatMap(network -> StateDict.of(network).values().stream())
            .flatMapToInt(value -> IntStream.of(sum(value)))
            .toArray());
  }

  private static int sum(HostBuffer value) {
    return Integer.parseUnsignedInt(DataChecksum.of(value.data(), new int[0]), 16);
  }
}
