package fovea.bench.compare;

import fovea.bench.engine.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a work showed.
 *
 * @param work which one
 * @param fovea its times
 * @param foveaPeakMegabytes most memory that was resident in Fovea's process
 * @param peers all that took part, at least one
 * @param wide of a work in bf16: Fovea's times for the same in f32
 */
record Result(
    Workload work,
    Samples fovea,
    long foveaPeakMegabytes,
    List<PeerResult> peers,
    Optional<Samples> wide) {

  /** The fastest peer. */
  PeerResult fastest() {
    return peers.stream()
        .min(Comparator.comparingDouble(peer -> peer.samples().median()))
        .orElseThrow();
  }
}
