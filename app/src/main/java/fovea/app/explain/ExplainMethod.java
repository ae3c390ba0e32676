package fovea.app.explain;

import java.util.Set;

/**
 * A way of looking into a network that the verb offers.
 *
 * @param name as users type it
 * @param summary what it shows, in a line
 * @param options names of the options that change what it does
 * @param look what it looks at
 */
record ExplainMethod(String name, String summary, Set<String> options, Look look) {

  ExplainMethod {
    options = Set.copyOf(options);
  }

  /** Whether it asks about a class. */
  boolean asksAboutClass() {
    return options.contains(ExplainModel.CLASS);
  }

  /** Whether it needs what the model takes a picture for. */
  boolean predicts() {
    return look instanceof Look.AtPictures(boolean predicts, _) && predicts;
  }

  /** Whether it looks at a layer. */
  boolean looksAtLayer() {
    return options.contains(ExplainModel.LAYER);
  }

  @Override
  public String toString() {
    return name;
  }
}
