package fovea.bench.compare;

import fovea.bench.compare.process.Agreement;
import fovea.bench.compare.process.Peer;
import fovea.bench.compare.process.Setting;

/**
 * What a peer showed.
 *
 * @param peer which one
 * @param setting its best
 * @param samples its times
 * @param ratio of its times to Fovea's
 * @param peakMegabytes most memory that was resident
 * @param agreement of its results with Fovea's
 */
record PeerResult(
    Peer peer,
    Setting setting,
    Samples samples,
    Ratio ratio,
    long peakMegabytes,
    Agreement agreement) {}
