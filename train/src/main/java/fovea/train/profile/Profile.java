package fovea.train.profile;

import fovea.graph.Plan;
import fovea.graph.Timeline;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the time of a step goes.
 *
 * @param plan statistics of the plan
 * @param kernels in the order of the plan, each with its median
 * @param typical the watched step of median length
 * @param steps how long whole steps took
 * @param ceiling what the machine gave at best in the same minute
 */
public record Profile(
    Plan.Summary plan,
    List<KernelProfile> kernels,
    Timeline typical,
    Steps steps,
    Ceiling ceiling) {

  /**
   * Whole steps.
   *
   * @param repetitions of each kind
   * @param plain as they are when nobody watches
   * @param watched with a look at the clock before and after each kernel
   */
  public record Steps(int repetitions, Seconds plain, Seconds watched) {}

  /** Copies the list. */
  public Profile {
    kernels = List.copyOf(kernels);
  }

  /** All kernels together. */
  public Work work() {
    return Work.of(kernels);
  }

  /** Share of the ceiling that a whole plain step reaches; 0 where that is not known. */
  public double ofCeiling() {
    return work().least() / steps.plain().median();
  }

  /** The kernels that only change a layout, those that take longest first. */
  public List<KernelProfile> reorders() {
    return kernels.stream()
        .filter(k -> k.kernel().reorder())
        .sorted(Comparator.comparingDouble(KernelProfile::seconds).reversed())
        .toList();
  }

  /** The kernels on the reference loops, for want of faster ones: those that take longest first. */
  public List<KernelProfile> slow() {
    return kernels.stream()
        .filter(k -> k.kernel().slow())
        .sorted(Comparator.comparingDouble(KernelProfile::seconds).reversed())
        .toList();
  }

  /** When no kernel ran, in the typical step. */
  public Gaps gaps() {
    return Gaps.of(typical);
  }

  /** The kernels by layer, what takes longest first. */
  public List<LayerProfile> layers() {
    return grouped(k -> k.kernel().layer()).entrySet().stream()
        .map(group -> new LayerProfile(group.getKey(), group.getValue()))
        .sorted(Comparator.comparingDouble((LayerProfile l) -> l.work().seconds()).reversed())
        .toList();
  }

  /** The kernels by what they compute and who computes it, what takes longest first. */
  public List<KindProfile> kinds() {
    record Kind(String name, String implementation) {}
    return grouped(k -> new Kind(k.kernel().name(), k.kernel().implementation()))
        .entrySet()
        .stream()
        .map(
            group ->
                new KindProfile(
                    group.getKey().name(), group.getKey().implementation(), group.getValue()))
        .sorted(Comparator.comparingDouble((KindProfile k) -> k.work().seconds()).reversed())
        .toList();
  }

  private <K> Map<K, List<KernelProfile>> grouped(Function<KernelProfile, K> key) {
    return kernels.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }
}
