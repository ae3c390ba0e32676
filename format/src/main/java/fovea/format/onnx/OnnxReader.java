package fovea.format.onnx;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.proto.ProtoReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Reads the messages of a model. The messages that are read do not contain themselves: nested
 * graphs are passed over, so that no file can make this recurse.
 */
final class OnnxReader {
  static final String REMEDY = "This is no ONNX file, or a damaged one; get it again";

  /** Nodes, tensors, names: a record takes far more memory than the few bytes that ask for it. */
  private static final int MOST_PARTS = 2_000_000;

  private final TensorReader tensors;
  private int parts;

  OnnxReader(ExternalData external) {
    this.tensors = new TensorReader(external);
  }

  OnnxModel model(MemorySegment content) {
    var in = new ProtoReader(content, "model", REMEDY);
    long format = 0;
    String producer = "";
    List<OnnxGraph> graphs = new ArrayList<>();
    SequencedMap<String, Long> operators = new LinkedHashMap<>();
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> format = in.whole();
        case 2 -> producer = in.text();
        case 7 -> graphs.add(graph(in.message("graph")));
        case 8 -> operatorSet(in.message("opset_import"), operators);
        case 14 -> TensorReader.entry(in.message("metadata_props"), metadata);
        default -> in.skip();
      }
      count();
    }
    if (graphs.size() != 1) {
      throw in.error("expected one graph, found " + (graphs.isEmpty() ? "none" : "several"));
    }
    if (operators.isEmpty()) {
      throw in.error("expected the versions of operator sets, found none");
    }
    return new OnnxModel(format, producer, operators, graphs.getFirst(), metadata);
  }

  private static void operatorSet(ProtoReader in, SequencedMap<String, Long> operators) {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.whole();
        default -> in.skip();
      }
    }
    operators.put(domain, version);
  }

  private OnnxGraph graph(ProtoReader in) {
    String name = "";
    List<OnnxNode> nodes = new ArrayList<>();
    List<NamedArray> initializers = new ArrayList<>();
    List<OnnxValue> inputs = new ArrayList<>();
    List<OnnxValue> outputs = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in.message(String.format(Locale.ROOT, "node %,d", nodes.size()))));
        case 2 -> name = in.text();
        case 5 ->
            initializers.add(
                tensors.tensor(
                    in.message(String.format(Locale.ROOT, "tensor %,d", initializers.size()))));
        case 11 ->
            inputs.add(value(in.message(String.format(Locale.ROOT, "input %,d", inputs.size()))));
        case 12 ->
            outputs.add(
                value(in.message(String.format(Locale.ROOT, "output %,d", outputs.size()))));
        case 15 -> throw in.error("expected dense tensors, found a sparse one");
        default -> in.skip();
      }
      count();
    }
    return new OnnxGraph(name, nodes, initializers, inputs, outputs);
  }

  private OnnxNode node(ProtoReader in) {
    String name = "";
    String domain = "";
    String operator = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    SequencedMap<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> operator = in.text();
        case 5 -> attribute(in.message("attribute"), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
      count();
    }
    // The set of ONNX itself has two names.
    String own = domain.equals("ai.onnx") ? "" : domain;
    return new OnnxNode(name, own, operator, inputs, outputs, attributes);
  }

  private void attribute(ProtoReader in, SequencedMap<String, OnnxAttribute> attributes) {
    var read = new AttributeReader(tensors, this::count);
    OnnxAttribute value = read.attribute(in);
    if (attributes.put(read.name(), value) != null) {
      throw in.error("expected every attribute once, found %s twice".formatted(read.quoted()));
    }
  }

  private OnnxValue value(ProtoReader in) {
    var value = new OnnxValue("", ArrayDType.F32, new OnnxShape.Unranked());
    while (in.next()) {
      switch (in.field()) {
        case 1 -> value = new OnnxValue(in.text(), value.type(), value.shape());
        case 2 ->
            value = type(in.message("type of " + FormatException.excerpt(value.name())), value);
        default -> in.skip();
      }
    }
    return value;
  }

  private OnnxValue type(ProtoReader in, OnnxValue value) {
    OnnxValue typed = value;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> typed = tensorType(in.message("tensor type"), typed);
        case 4, 5, 8, 9 -> throw in.error("expected a tensor, found a sequence, map or the like");
        default -> in.skip();
      }
    }
    return typed;
  }

  private OnnxValue tensorType(ProtoReader in, OnnxValue value) {
    ArrayDType type = value.type();
    OnnxShape shape = value.shape();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = TensorTypes.declared(in.whole(), in);
        case 2 -> shape = shape(in.message("shape"));
        default -> in.skip();
      }
    }
    return new OnnxValue(value.name(), type, shape);
  }

  private OnnxShape shape(ProtoReader in) {
    List<OnnxDimension> dimensions = new ArrayList<>();
    while (in.next()) {
      if (in.field() == 1) {
        dimensions.add(dimension(in.message("dimension")));
      } else {
        in.skip();
      }
      count();
    }
    return new OnnxShape.Ranked(dimensions);
  }

  private static OnnxDimension dimension(ProtoReader in) {
    OnnxDimension dimension = new OnnxDimension.Free("");
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          long size = in.whole();
          // Some exporters write -1, or 0, for a size that is free.
          dimension = size > 0 ? new OnnxDimension.Fixed(size) : new OnnxDimension.Free("");
        }
        case 2 -> dimension = new OnnxDimension.Free(in.text());
        default -> in.skip();
      }
    }
    return dimension;
  }

  private void count() {
    if (++parts > MOST_PARTS) {
      throw new FormatException(
          "model",
          String.format(
              Locale.ROOT, "expected up to %,d nodes, tensors and names, found more", MOST_PARTS),
          REMEDY);
    }
  }
}
