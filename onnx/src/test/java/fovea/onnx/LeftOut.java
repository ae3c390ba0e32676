package fovea.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The conformance cases that are left out: operators and single cases, each with the reason. */
final class LeftOut {
  private static final String TRAINING = "a step of training is no part of a network";
  private static final String LOSS = "a loss is no part of a network";
  private static final String SEQUENCE = "a recurrent network";
  private static final String VOLUME = "a volume: pictures have two axes";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("Adagrad", TRAINING),
          Map.entry("Adam", TRAINING),
          Map.entry("Momentum", TRAINING),
          Map.entry("NegativeLogLikelihoodLoss", LOSS),
          Map.entry("SoftmaxCrossEntropyLoss", LOSS),
          Map.entry("RNN", SEQUENCE),
          Map.entry("GRU", SEQUENCE),
          Map.entry("LSTM", SEQUENCE),
          Map.entry("TopK", "sorting: no layer of a network"),
          Map.entry(
              "MaxUnpool", "puts numbers at places that are computed: no layer of a classifier"),
          Map.entry("test_averagepool_3d_default", VOLUME),
          Map.entry(
              "test_averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_True",
              VOLUME),
          Map.entry(
              "test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True",
              VOLUME),
          Map.entry("test_convtranspose_3d", VOLUME),
          Map.entry("test_maxpool_3d_dilations", VOLUME),
          Map.entry("test_maxpool_3d_dilations_use_ref_impl_large", VOLUME),
          Map.entry("test_AvgPool3d", VOLUME),
          Map.entry("test_AvgPool3d_stride1_pad0_gpu_input", VOLUME),
          Map.entry("test_Conv3d", VOLUME),
          Map.entry("test_Conv3d_dilated_strided", VOLUME),
          Map.entry("test_Conv3d_no_bias", VOLUME),
          Map.entry("test_Conv3d_stride_padding", VOLUME),
          Map.entry("test_MaxPool3d", VOLUME),
          Map.entry("test_MaxPool3d_stride_padding", VOLUME));

  /** Dropout by ONNX's own random numbers: that it runs is all that can be asked. */
  private static final Set<String> RANDOM =
      Set.of("test_training_dropout", "test_training_dropout_default_mask");

  private LeftOut() {}

  /** Whether the numbers of the case in {@code folder} are random. */
  static boolean isRandom(Path folder) {
    return RANDOM.contains(folder.getFileName().toString());
  }

  /** Why the case in {@code folder} is left out, if it is. */
  static Optional<String> reason(Path folder) {
    return names(folder).stream().map(REASONS::get).findFirst();
  }

  /** The names that leave out the case in {@code folder}. */
  static List<String> names(Path folder) {
    return List.of(folder.getParent().getFileName().toString(), folder.getFileName().toString())
        .stream()
        .filter(REASONS::containsKey)
        .toList();
  }

  /** All names. */
  static Set<String> names() {
    return REASONS.keySet();
  }
}
