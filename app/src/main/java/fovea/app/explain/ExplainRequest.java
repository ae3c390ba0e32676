package fovea.app.explain;

import fovea.app.predict.TestPictures;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user wants.
 *
 * @param source of the model
 * @param pictures that are looked at
 * @param methods by which
 * @param asked what about
 * @param material what else is needed or wanted
 */
record ExplainRequest(
    String source,
    List<Path> pictures,
    List<ExplainMethod> methods,
    Question asked,
    Material material) {

  ExplainRequest {
    pictures = List.copyOf(pictures);
    methods = List.copyOf(methods);
  }

  /**
   * The rest.
   *
   * @param single options of single methods
   * @param data the data set
   * @param written what is written, and why
   */
  record Material(Singles single, Optional<TestPictures> data, Written written) {}

  /**
   * How it is asked for.
   *
   * @param trust whether a line beside each map says how far it can be trusted
   * @param values whether the numbers of maps are written, too
   * @param usual whether the methods are those that nobody has named
   * @param command that was typed
   */
  record Written(boolean trust, boolean values, boolean usual, String command) {}

  /**
   * Options of single methods.
   *
   * @param methods those of methods of attribution
   * @param units those of methods that look at units of a layer
   */
  record Singles(MethodOptions methods, MaximizeOptions units) {}

  /** The same with other methods. */
  ExplainRequest methods(List<ExplainMethod> methods) {
    return new ExplainRequest(source, pictures, methods, asked, material);
  }

  /** Whether a method asks about a class. */
  boolean asksAboutClass() {
    return methods.stream().anyMatch(ExplainMethod::asksAboutClass);
  }

  /** Whether a method needs what the model takes a picture for. */
  boolean predicts() {
    return methods.stream().anyMatch(ExplainMethod::predicts);
  }

  /** Whether a method looks at a layer. */
  boolean looksAtLayer() {
    return methods.stream().anyMatch(ExplainMethod::looksAtLayer);
  }
}
