package fovea.train.callback;

import fovea.format.Codecs;
import fovea.train.TrainCallback;
import java.util.List;

/** The callbacks that files and the command line name. */
public final class CallbackCodecs {
  private static final Codecs<TrainCallback> ALL =
      new Codecs<>("callback", List.of(EarlyStopping.codec(), ReduceOnPlateau.codec()));

  private CallbackCodecs() {}

  /** All of them; one of your own may be registered. */
  public static Codecs<TrainCallback> all() {
    return ALL;
  }
}
