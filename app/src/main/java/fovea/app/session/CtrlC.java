package fovea.app.session;

import fovea.train.StopSignal;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes over Ctrl-C for verbs that have something to save. The first one only asks to stop, so that
 * the verb can end in good order; the second ends the process at once.
 */
final class CtrlC {

  /** Ctrl-C, and what systems send before they end a process or shut down. */
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private CtrlC() {}

  /**
   * Passes Ctrl-C, and SIGTERM alike, on to {@code stop} from now on. Where the JVM has no signals,
   * Ctrl-C ends the process as it does without this.
   *
   * @param say tells the user what happens now
   */
  static void watch(StopSignal stop, Consumer<String> say) {
    // sun.misc.Signal is the one way to see Ctrl-C without ending; javac warns of it wherever it is
    // named, and cannot be told otherwise.
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      Object onInterrupt =
          Proxy.newProxyInstance(
              CtrlC.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                interrupted(stop, say);
                return null;
              });
      for (String name : SIGNALS) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, each, onInterrupt);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger(CtrlC.class.getName())
          .log(System.Logger.Level.DEBUG, "Ctrl-C ends the process at once", e);
    }
  }

  private static void interrupted(StopSignal stop, Consumer<String> say) {
    if (stop.requested()) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
    stop.request();
    say.accept("stopping in good order; press Ctrl-C again to end at once");
  }
}
