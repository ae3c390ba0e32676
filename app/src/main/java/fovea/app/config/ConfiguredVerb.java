package fovea.app.config;

import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** A verb in which what is typed may leave other options of a {@link ConfigFile} without effect. */
public interface ConfiguredVerb {

  /**
   * Whether an option of the file has an effect beside what is typed; if not, it is left out.
   *
   * @param typed values by the names of options
   */
  boolean hasEffect(OptionSpec option, Map<String, String> typed);
}
