package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.type.FoveaException;
import fovea.onnx.OnnxEnding.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnnxEndingTest {

  private static OnnxNode node(String operator, String output, String... inputs) {
    return OnnxNode.of(operator, List.of(inputs), output);
  }

  private static OnnxModel model(List<String> outputs, OnnxNode... nodes) {
    return model(ArrayDType.F32, outputs, nodes);
  }

  private static OnnxModel model(ArrayDType type, List<String> outputs, OnnxNode... nodes) {
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, 3));
    var values =
        outputs.stream().map(name -> new OnnxValue(name, type, new OnnxShape.Unranked())).toList();
    return OnnxModel.of(new OnnxGraph("g", List.of(nodes), List.of(), List.of(input), values), 13);
  }

  private static OnnxEnding ending(OnnxNode... nodes) {
    return OnnxEnding.of(model(List.of("y"), nodes));
  }

  private static void ends(Kind kind, String scores, OnnxNode... nodes) {
    OnnxEnding end = ending(nodes);
    assertEquals(kind, end.kind());
    assertEquals(scores, end.bare().graph().outputs().getFirst().name());
  }

  @Test
  void whatMakesProbabilitiesIsFound() {
    ends(Kind.NONE, "y", node("Relu", "y", "x"));
    ends(Kind.NONE, "y", node("Identity", "y", "x"));
    ends(Kind.SOFTMAX, "s", node("Relu", "s", "x"), node("Softmax", "y", "s"));
    ends(Kind.SOFTMAX, "x", node("LogSoftmax", "y", "x"));
    ends(Kind.SOFTMAX, "x", node("Softmax", "p", "x"), node("Log", "y", "p"));
    ends(Kind.NONE, "y", node("Relu", "p", "x"), node("Log", "y", "p"));
    ends(Kind.SIGMOID, "x", node("Sigmoid", "p", "x"), node("Squeeze", "y", "p"));
    ends(Kind.LARGEST, "s", node("Relu", "s", "x"), node("ArgMax", "y", "s"));
    ends(Kind.SOFTMAX, "x", node("Softmax", "p", "x"), node("ArgMax", "y", "p"));
    ends(
        Kind.SOFTMAX,
        "x",
        node("Exp", "e", "x"),
        node("ReduceSum", "t", "e"),
        node("Div", "y", "e", "t"));
    ends(
        Kind.NONE,
        "y",
        node("Exp", "e", "x"),
        node("ReduceSum", "t", "x"),
        node("Div", "y", "e", "t"));
  }

  @Test
  void mixedProbabilitiesBecomeLogits() {
    OnnxNode[] softmaxes = {
      node("Softmax", "a", "x"), node("Softmax", "b", "x"), node("Mean", "y", "a", "b"),
    };
    ends(Kind.SOFTMAX, "y/log", softmaxes);
    OnnxNode[] sigmoids = {
      node("Sigmoid", "a", "x"), node("Sigmoid", "b", "x"), node("Mean", "y", "a", "b"),
    };
    ends(Kind.SIGMOID, "y/logit", sigmoids);
    OnnxNode[] rest = {
      node("Sigmoid", "p", "x"), node("Sub", "q", "one", "p"), node("Concat", "y", "q", "p"),
    };
    ends(Kind.NONE, "y", rest); // of what the first is subtracted is not known
    OnnxNode[] whole = {
      node("Constant", "one"), rest[0], rest[1], rest[2],
    };
    ends(Kind.SOFTMAX, "y/log", whole);
    ends(Kind.NONE, "y", node("Sigmoid", "p", "x"), node("Mul", "y", "x", "p"));
  }

  @Test
  void anOperatorOfAnotherDomainIsNotOurs() {
    OnnxNode own =
        new OnnxNode("", "mine", "Softmax", List.of("x"), List.of("y"), new LinkedHashMap<>());
    ends(Kind.NONE, "y", own);
  }

  @Test
  void whatOnlyMovesNumbersStays() {
    OnnxEnding end =
        ending(node("Softmax", "p", "x"), node("Flatten", "f", "p"), node("Identity", "y", "f"));
    OnnxGraph scores = end.scores().graph();
    assertEquals("y", scores.outputs().getFirst().name());
    assertEquals(List.of("x"), scores.nodes().get(1).inputs());
    assertEquals(List.of("f"), scores.nodes().get(2).inputs());
    OnnxEnding largest = ending(node("ArgMax", "p", "x"), node("Identity", "y", "p"));
    assertEquals("x", largest.scores().graph().outputs().getFirst().name());
  }

  @Test
  void severalOutputsOfTheSameScoresAreOne() {
    OnnxNode[] nodes = {
      node("Relu", "s", "x"), node("Sigmoid", "p", "s"), node("ArgMax", "c", "p"),
    };
    for (List<String> outputs :
        List.of(List.of("s", "p"), List.of("c", "s", "p"), List.of("p", "c"))) {
      OnnxEnding end = OnnxEnding.of(model(outputs, nodes));
      assertEquals(Kind.SIGMOID, end.kind());
      assertEquals("s", end.scores().graph().outputs().getFirst().name());
    }
    var two = model(List.of("s", "b"), node("Relu", "s", "x"), node("Tanh", "b", "x"));
    FoveaException e = assertThrows(FoveaException.class, () -> OnnxEnding.of(two));
    assertTrue(e.getMessage().contains("found 2: \"s\", \"b\""), e.getMessage());
  }

  @Test
  void wholeNumbersAreNoScores() {
    var whole = model(ArrayDType.I64, List.of("y"), node("Cast", "y", "x"));
    assertThrows(FoveaException.class, () -> OnnxEnding.of(whole));
    assertThrows(FormatException.class, () -> OnnxEnding.of(model(List.of())));
  }

  /** A hostile graph may go round in a circle. */
  @Test
  void aCircleEnds() {
    ends(Kind.NONE, "y", node("Identity", "a", "y"), node("Identity", "y", "a"));
    OnnxNode[] picks =
        Stream.of(node("ArgMax", "a", "y"), node("ArgMax", "y", "a")).toArray(OnnxNode[]::new);
    assertEquals(Kind.LARGEST, ending(picks).kind());
    ends(Kind.NONE, "y", OnnxNode.of("Softmax", List.of(), "y"));
  }
}
