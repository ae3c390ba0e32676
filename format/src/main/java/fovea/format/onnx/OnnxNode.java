package fovea.format.onnx;

import fovea.format.FormatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * One application of an operator.
 *
 * @param name for people, may be empty
 * @param domain whose operator it is; empty for ONNX's own
 * @param operator such as {@code Conv}
 * @param inputs names of values; empty for an optional one that is absent
 * @param outputs names of the values that it makes; empty for one that nobody needs
 * @param attributes by name
 */
public record OnnxNode(
    String name,
    String domain,
    String operator,
    List<String> inputs,
    List<String> outputs,
    SequencedMap<String, OnnxAttribute> attributes) {
  private static final String REMEDY = "Export the model again, or mend its node";

  /** As all operators are called; what a hostile file calls one need not be. */
  private static final Pattern PRINTABLE = Pattern.compile("[\\w.-]{1,60}");

  /** Copies the lists and the map. */
  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
  }

  /** A node of ONNX's own operator {@code operator}, named after its output. */
  public static OnnxNode of(String operator, List<String> inputs, String output) {
    return new OnnxNode(output, "", operator, inputs, List.of(output), new LinkedHashMap<>());
  }

  /** The same node with one more attribute, or another value of it. */
  public OnnxNode with(String attribute, OnnxAttribute value) {
    SequencedMap<String, OnnxAttribute> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new OnnxNode(name, domain, operator, inputs, outputs, more);
  }

  /** Whether input {@code index} is given. */
  public boolean hasInput(int index) {
    return index < inputs.size() && !inputs.get(index).isEmpty();
  }

  /** Whether an attribute is given. */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /**
   * A whole number, or {@code absent} if the attribute is not given.
   *
   * @throws FormatException if the attribute is of another kind
   */
  public long whole(String attribute, long absent) {
    return switch (attributes.get(attribute)) {
      case null -> absent;
      case OnnxAttribute.Whole(long value) -> value;
      case OnnxAttribute other -> throw mismatch(attribute, "a whole number", other);
    };
  }

  /**
   * A number, or {@code absent} if the attribute is not given. Files have 32 bits; what is meant is
   * the shortest decimal that becomes these, so that 1e-5 stays 1e-5.
   *
   * @throws FormatException if the attribute is of another kind
   */
  public double real(String attribute, double absent) {
    return switch (attributes.get(attribute)) {
      case null -> absent;
      case OnnxAttribute.Real(float value) -> decimal(value);
      case OnnxAttribute other -> throw mismatch(attribute, "a number", other);
    };
  }

  /**
   * A string, or {@code absent} if the attribute is not given.
   *
   * @throws FormatException if the attribute is of another kind
   */
  public String text(String attribute, String absent) {
    return switch (attributes.get(attribute)) {
      case null -> absent;
      case OnnxAttribute.Text(String value) -> value;
      case OnnxAttribute other -> throw mismatch(attribute, "a string", other);
    };
  }

  /**
   * Whole numbers, or {@code absent} if the attribute is not given.
   *
   * @throws FormatException if the attribute is of another kind
   */
  public long[] wholes(String attribute, long... absent) {
    return switch (attributes.get(attribute)) {
      case null -> absent;
      case OnnxAttribute.Wholes(List<Long> values) ->
          values.stream().mapToLong(Long::longValue).toArray();
      case OnnxAttribute other -> throw mismatch(attribute, "a list of whole numbers", other);
    };
  }

  /**
   * Numbers, or {@code absent} if the attribute is not given.
   *
   * @throws FormatException if the attribute is of another kind
   */
  public double[] reals(String attribute, double... absent) {
    return switch (attributes.get(attribute)) {
      case null -> absent;
      case OnnxAttribute.Reals(List<Float> values) ->
          values.stream().mapToDouble(OnnxNode::decimal).toArray();
      case OnnxAttribute other -> throw mismatch(attribute, "a list of numbers", other);
    };
  }

  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private FormatException mismatch(String attribute, String expected, OnnxAttribute found) {
    return new FormatException(
        place(),
        "expected %s as attribute %s, found %s"
            .formatted(expected, FormatException.excerpt(attribute), found.kind()),
        REMEDY);
  }

  /** The node as errors call it: operator and name. */
  public String place() {
    String called = name.isEmpty() && !outputs.isEmpty() ? outputs.getFirst() : name;
    String kind =
        PRINTABLE.matcher(operator).matches() ? operator : FormatException.excerpt(operator);
    return called.isEmpty()
        ? "node " + kind
        : "node " + kind + " " + FormatException.excerpt(called);
  }
}
