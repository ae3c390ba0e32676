package fovea.bench.peers;

import java.util.List;

/**
 * How libtorch is used.
 *
 * @param channelsLast pictures and kernels in NHWC instead of NCHW
 * @param autocast operations choose bf16 themselves; weights stay in f32
 * @param allBf16 weights and pictures in bf16
 */
record TorchSetting(boolean channelsLast, boolean autocast, boolean allBf16) {

  static TorchSetting of(List<String> words) {
    return new TorchSetting(
        words.contains("nhwc"), words.contains("autocast"), words.contains("bfloat16"));
  }
}
