package fovea.graph;

import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/** What turns graphs into results; found as a service. */
public interface Engine {

  /**
   * A function as a graph.
   *
   * @param arguments their types
   * @param results what it returns
   * @param changes the variables that it changes
   * @param lookedAt the variables whose type or trainability it has asked for while it was traced,
   *     whether or not it uses their values
   */
  record Graph(
      List<TensorType> arguments,
      List<Tensor> results,
      Map<Variable, Tensor> changes,
      Set<Variable> lookedAt) {
    /** A graph that depends on no variables but those whose values it uses. */
    public Graph(List<TensorType> arguments, List<Tensor> results, Map<Variable, Tensor> changes) {
      this(arguments, results, changes, Set.of());
    }
  }

  /** The engine of this process. */
  static Engine instance() {
    return Holder.ENGINE;
  }

  /**
   * Computes tensors that depend on no argument.
   *
   * @throws FoveaException if a variable has changed since the tensors were made
   */
  List<HostBuffer> evaluate(List<Tensor> tensors, Device device);

  /** Makes a plan of {@code graph}. */
  Plan compile(Graph graph, Setting setting);

  /**
   * How a plan runs.
   *
   * @param device where
   * @param precision of what it computes
   * @param threads of its kernels
   */
  record Setting(Device device, Precision precision, Threads threads) {
    /** The device and the precision in use here, and a measured number of threads. */
    public static Setting current() {
      return new Setting(Device.current(), Precision.current(), Threads.measured());
    }

    /** The same on {@code device}. */
    public Setting on(Device device) {
      return new Setting(device, precision, threads);
    }

    /** The same in {@code precision}. */
    public Setting in(Precision precision) {
      return new Setting(device, precision, threads);
    }

    /** The same with {@code threads}. */
    public Setting with(Threads threads) {
      return new Setting(device, precision, threads);
    }
  }

  /** What {@code device} stands for on this machine, and why. */
  DeviceReport report(Device device);

  /**
   * Runs {@code body} on the one thread that runs kernels; loops that replay plans belong there, to
   * save a hand-over per run.
   */
  <T> T onEngineThread(Supplier<T> body);

  /**
   * Threads for the kernels of every plan; without a call, at most one for each core, as {@link
   * Threads.Measured} says. To be set before the first plan is made.
   *
   * @throws FoveaException if {@code count} is less than 1 or more than {@link #mostThreads}
   */
  void setThreads(int count);

  /**
   * The most threads that kernels may have: four for each processor, and at least 64. More would
   * only wait for each other, and thousands end the process, for each needs memory of its own.
   */
  static int mostThreads() {
    return Math.max(64, 4 * Runtime.getRuntime().availableProcessors());
  }

  /**
   * Which backend a device stands for.
   *
   * @param device what it resolves to
   * @param backend the backend's name and version
   * @param details what it runs on: instruction set, threads
   * @param reason why it was chosen
   * @param decisions what the backend has measured on this machine and decided, by subject
   */
  record DeviceReport(
      Device device,
      String backend,
      String details,
      String reason,
      Map<String, String> decisions) {}

  /** Finds the engine once. */
  final class Holder {
    private static final Engine ENGINE =
        ServiceLoader.load(Engine.class)
            .findFirst()
            .orElseThrow(
                () -> FoveaException.at("fovea", "no engine was found", "add fovea-graph's jar"));

    private Holder() {}
  }
}
