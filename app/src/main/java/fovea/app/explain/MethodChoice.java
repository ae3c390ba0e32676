package fovea.app.explain;

import fovea.error.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The methods that the user wants.
 *
 * @param methods in the order of the command line, each once
 */
record MethodChoice(List<ExplainMethod> methods) {
  private static final String ALL = "all";

  MethodChoice {
    methods = List.copyOf(methods);
  }

  /** Reads names that are separated by commas. */
  static final class Reader implements ITypeConverter<MethodChoice> {
    @Override
    public MethodChoice convert(String text) {
      List<ExplainMethod> methods = new ArrayList<>();
      for (String name : text.split(",", -1)) {
        for (ExplainMethod method : named(name.strip())) {
          if (!methods.contains(method)) {
            methods.add(method);
          }
        }
      }
      return new MethodChoice(methods);
    }

    private static List<ExplainMethod> named(String name) {
      if (name.equals(ALL)) {
        return ExplainMethods.ofPictures();
      }
      List<String> names =
          Stream.concat(ExplainMethods.all().stream().map(ExplainMethod::name), Stream.of(ALL))
              .toList();
      if (!names.contains(name)) {
        throw new TypeConversionException(
            "there is no method '" + name + "'; " + hint(name, names));
      }
      return List.of(ExplainMethods.named(name));
    }

    private static String hint(String name, List<String> names) {
      return Nearest.to(name, names)
          .map(nearest -> "did you mean " + nearest + "?")
          .orElse("--list explains all of them");
    }
  }
}
