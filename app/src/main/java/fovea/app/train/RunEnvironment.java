package fovea.app.train;

import fovea.app.machine.Machine;
import fovea.app.session.Session;
import fovea.format.JsonObject;
import fovea.graph.type.Precision;
import fovea.hub.Version;

/** What a run runs on: versions, kernels, machine. */
final class RunEnvironment {

  private RunEnvironment() {}

  /** That of this process, which computes in {@code precision}. */
  static JsonObject of(Session session, Precision precision) {
    var machine = Machine.ofThisProcess();
    var kernels = session.engine().report(session.options().device());
    return JsonObject.empty()
        .with("fovea", Version.current())
        .with("jdk", machine.jdk().version())
        .with("device", kernels.device().toString())
        .with("backend", kernels.backend())
        .with("kernels", kernels.details())
        .with("system", machine.system())
        .with("processor", machine.processor().model())
        .with("cores", machine.processor().cores())
        .with("precision", precision.toString());
  }
}
