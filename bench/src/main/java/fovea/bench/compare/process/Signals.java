package fovea.bench.compare.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Halts other processes and lets them go on. */
final class Signals {
  private static final int GO_ON = 18;
  private static final int HALT = 19;

  private final MethodHandle kill;

  Signals() {
    Linker linker = Linker.nativeLinker();
    kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /** Halts a process where it is. */
  void halt(Process process) {
    send(process, HALT);
  }

  /** Lets a halted process go on. */
  void goOn(Process process) {
    send(process, GO_ON);
  }

  private void send(Process process, int signal) {
    try {
      int _ = (int) kill.invokeExact((int) process.pid(), signal);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
