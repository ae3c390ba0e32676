package fovea.format.onnx;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.proto.ProtoWriter;
import java.util.Locale;
import java.util.Map;

/** Turns records into messages, field by field in the order of their numbers. */
final class OnnxWriter {
  private OnnxWriter() {}

  static ProtoWriter model(OnnxModel model) {
    var out = new ProtoWriter().whole(1, model.format());
    if (!model.producer().isEmpty()) {
      out.text(2, model.producer());
    }
    out.message(7, graph(model.graph()));
    model
        .operators()
        .forEach(
            (domain, version) ->
                out.message(8, new ProtoWriter().text(1, domain).whole(2, version)));
    for (Map.Entry<String, String> entry : model.metadata().entrySet()) {
      out.message(14, new ProtoWriter().text(1, entry.getKey()).text(2, entry.getValue()));
    }
    if (out.size() > Integer.MAX_VALUE) {
      throw new FormatException(
          "model",
          String.format(
              Locale.ROOT,
              "expected up to 2 GiB, the limit of protobuf, found %,d bytes",
              out.size()),
          "Save it as safetensors");
    }
    return out;
  }

  private static ProtoWriter graph(OnnxGraph graph) {
    var out = new ProtoWriter();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, graph.name());
    graph.initializers().forEach(tensor -> out.message(5, tensor(tensor)));
    graph.inputs().forEach(input -> out.message(11, value(input)));
    graph.outputs().forEach(output -> out.message(12, value(output)));
    return out;
  }

  private static ProtoWriter node(OnnxNode node) {
    var out = new ProtoWriter();
    node.inputs().forEach(input -> out.text(1, input));
    node.outputs().forEach(output -> out.text(2, output));
    if (!node.name().isEmpty()) {
      out.text(3, node.name());
    }
    out.text(4, node.operator());
    node.attributes().forEach((name, value) -> out.message(5, attribute(node, name, value)));
    if (!node.domain().isEmpty()) {
      out.text(7, node.domain());
    }
    return out;
  }

  private static ProtoWriter attribute(OnnxNode node, String name, OnnxAttribute attribute) {
    var out = new ProtoWriter().text(1, name);
    return switch (attribute) {
      case OnnxAttribute.Real(float value) -> out.real(2, value).whole(20, 1);
      case OnnxAttribute.Whole(long value) -> out.whole(3, value).whole(20, 2);
      case OnnxAttribute.Text(String value) -> out.text(4, value).whole(20, 3);
      case OnnxAttribute.Array(NamedArray value) -> out.message(5, tensor(value)).whole(20, 4);
      case OnnxAttribute.Reals(var values) -> out.reals(7, values).whole(20, 6);
      case OnnxAttribute.Wholes(var values) -> out.wholes(8, values).whole(20, 7);
      case OnnxAttribute.Texts(var values) -> {
        values.forEach(value -> out.text(9, value));
        yield out.whole(20, 8);
      }
      case OnnxAttribute.Other(String kind) ->
          throw new FormatException(
              node.place(),
              "expected numbers, strings or tensors as attribute %s, found %s"
                  .formatted(FormatException.excerpt(name), kind),
              "Write the model with what made it");
    };
  }

  private static ProtoWriter tensor(NamedArray array) {
    var out = new ProtoWriter();
    if (!array.shape().isEmpty()) {
      out.wholes(1, array.shape());
    }
    out.whole(2, TensorTypes.number(array.type()));
    if (!array.name().isEmpty()) {
      out.text(8, array.name());
    }
    return out.bytes(9, array.data());
  }

  private static ProtoWriter value(OnnxValue value) {
    var tensor = new ProtoWriter().whole(1, TensorTypes.number(value.type()));
    switch (value.shape()) {
      case OnnxShape.Ranked(var dimensions) -> {
        var shape = new ProtoWriter();
        dimensions.forEach(dimension -> shape.message(1, dimension(dimension)));
        tensor.message(2, shape);
      }
      case OnnxShape.Unranked() -> {}
    }
    return new ProtoWriter().text(1, value.name()).message(2, new ProtoWriter().message(1, tensor));
  }

  private static ProtoWriter dimension(OnnxDimension dimension) {
    return switch (dimension) {
      case OnnxDimension.Fixed(long size) -> new ProtoWriter().whole(1, size);
      case OnnxDimension.Free(String name) when name.isEmpty() -> new ProtoWriter();
      case OnnxDimension.Free(String name) -> new ProtoWriter().text(2, name);
    };
  }
}
