package fovea.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The user's wish to end early. The first Ctrl-C is only noted, so that a verb can save and end in
 * good order; the second ends the process at once.
 */
final class Stop {

  private final AtomicBoolean requested = new AtomicBoolean();

  /** Whether the user wants to end; ask at each step. */
  boolean requested() {
    return requested.get();
  }

  /** Notes the wish, and says whether it was there before. */
  boolean request() {
    return requested.getAndSet(true);
  }

  /**
   * Takes over Ctrl-C from now on, for verbs that have something to save; without this it ends the
   * process. Where the JVM has no signals it stays that way.
   *
   * @param say tells the user what happens now
   */
  void watch(Consumer<String> say) {
    // sun.misc.Signal is the one way to see Ctrl-C without ending; javac warns of it wherever it is
    // named, and cannot be told otherwise.
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object onInterrupt =
          Proxy.newProxyInstance(
              Stop.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                interrupted(say);
                return null;
              });
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, onInterrupt);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger(Stop.class.getName())
          .log(System.Logger.Level.DEBUG, "Ctrl-C ends the process at once", e);
    }
  }

  private void interrupted(Consumer<String> say) {
    if (request()) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
    say.accept("stopping in good order; once more Ctrl-C ends at once");
  }
}
