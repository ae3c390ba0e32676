package fovea.app.shell;

import fovea.graph.type.FoveaException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * Java that runs statement by statement, without a class around it, from its first line to its last
 * or to its first error.
 *
 * @param text statements, expressions and declarations, as a shell takes them
 * @param out where the values of expressions go, a line each
 */
public record Script(String text, PrintStream out) {

  /**
   * An expression of the script and what it gave.
   *
   * @param code the expression
   * @param value what was printed
   */
  public record Value(String code, String value) {}

  /**
   * Runs the script.
   *
   * @return the values of its expressions, in their order
   * @throws FoveaException naming the line, if something does not compile or throws
   */
  public List<Value> run() {
    try (JShell shell =
        JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), Map.of())
            .compilerOptions(Startup.compilerOptions().toArray(String[]::new))
            .build()) {
      Startup.imports().forEach(shell::eval);
      return run(shell);
    }
  }

  private List<Value> run(JShell shell) {
    var values = new ArrayList<Value>();
    int place = 0;
    for (int end = lineEnd(0); place < text.length(); end = lineEnd(end)) {
      place = take(shell, place, end, values);
    }
    shell.snippets().forEach(snippet -> undefined(shell, snippet));
    return values;
  }

  /**
   * Runs what is complete between two places, the second one at the end of a line.
   *
   * @return the place behind it
   */
  private int take(JShell shell, int from, int end, List<Value> values) {
    int place = start(from);
    while (place < end) {
      String open = text.substring(place, end);
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(open);
      int following = start(end);
      boolean last = following == text.length();
      boolean waits =
          switch (next.completeness()) {
            case EMPTY -> {
              place = end;
              yield true;
            }
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> !last;
            // A chain of calls may go on in the next line.
            case COMPLETE, COMPLETE_WITH_SEMI ->
                !last && text.charAt(following) == '.' && !open.stripTrailing().endsWith(";");
            case UNKNOWN -> false;
          };
      if (waits) {
        return place;
      }
      if (next.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
        throw failure(place, "what begins here has no end", "close its brackets and quotes");
      }
      run(shell, next.source(), place, values);
      place = start(end - next.remaining().length());
    }
    return place;
  }

  private void run(JShell shell, String source, int place, List<Value> values) {
    for (SnippetEvent event : shell.eval(source)) {
      look(shell, event, place);
      if (hasValue(event)) {
        out.println(event.value());
        values.add(new Value(event.snippet().source().strip(), event.value()));
      }
    }
  }

  private int lineEnd(int from) {
    int newLine = text.indexOf('\n', from);
    return newLine < 0 ? text.length() : newLine + 1;
  }

  /** The first place from {@code from} on that is no space. */
  private int start(int from) {
    int place = from;
    while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
      place++;
    }
    return place;
  }

  private void look(JShell shell, SnippetEvent event, int place) {
    if (event.exception() != null) {
      throw failure(place, thrown(event.exception()), "");
    }
    if (event.status() == Snippet.Status.REJECTED) {
      Diag error =
          shell.diagnostics(event.snippet()).filter(Diag::isError).findFirst().orElseThrow();
      int within = (int) Math.max(0, error.getPosition());
      throw failure(place + within, sentence(error), "");
    }
  }

  /** Whether it is an expression whose value nobody has taken. */
  private static boolean hasValue(SnippetEvent event) {
    boolean expression =
        switch (event.snippet().subKind()) {
          case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
          default -> false;
        };
    return expression && event.value() != null && !event.value().isEmpty();
  }

  /** A declaration may wait for names that come later, but not beyond the end. */
  private static void undefined(JShell shell, Snippet snippet) {
    if (shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
      throw FoveaException.at(
          snippet.source().lines().findFirst().orElse("").strip(),
          "uses names that nothing defines",
          "define them, or correct their spelling");
    }
  }

  private FoveaException failure(int place, String found, String advice) {
    long line = text.substring(0, Math.min(place, text.length())).lines().count();
    boolean inLine = place > 0 && place <= text.length() && text.charAt(place - 1) != '\n';
    return FoveaException.at("line " + (inLine ? line : line + 1), found, advice);
  }

  private static String sentence(Diag error) {
    return error.getMessage(Locale.ROOT).lines().map(String::strip).toList().stream()
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static String thrown(JShellException exception) {
    return switch (exception) {
      case UnresolvedReferenceException e ->
          "it calls '" + e.getSnippet().source().strip() + "', which uses names not yet defined";
      case EvalException e when e.getExceptionClassName().startsWith("fovea.") ->
          String.valueOf(e.getMessage());
      case EvalException e -> e.getExceptionClassName() + ": " + e.getMessage();
      default -> String.valueOf(exception.getMessage());
    };
  }
}
