package fovea.format.onnx;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.proto.ProtoReader;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one attribute: its kind, where the file leaves it out, follows from the field in use. */
final class AttributeReader {
  private static final List<String> KINDS =
      List.of(
          "nothing",
          "a number",
          "a whole number",
          "a string",
          "a tensor",
          "a nested graph",
          "a list of numbers",
          "a list of whole numbers",
          "a list of strings",
          "a list of tensors",
          "a list of nested graphs",
          "a sparse tensor",
          "a list of sparse tensors",
          "a type",
          "a list of types");

  private final TensorReader tensors;
  private final Runnable counter;
  private String name = "";
  private int kind;
  private float real;
  private long whole;
  private String text = "";
  private List<NamedArray> arrays = List.of();
  private final List<Float> reals = new ArrayList<>();
  private final List<Long> wholes = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  AttributeReader(TensorReader tensors, Runnable counter) {
    this.tensors = tensors;
    this.counter = counter;
  }

  /** Name of the attribute that was read. */
  String name() {
    return name;
  }

  /** The name, for errors. */
  String quoted() {
    return FormatException.excerpt(name);
  }

  OnnxAttribute attribute(ProtoReader in) {
    int used = 0;
    while (in.next()) {
      int field = in.field();
      switch (field) {
        case 1 -> name = in.text();
        case 2 -> real = in.real();
        case 3 -> whole = in.whole();
        case 4 -> text = string(in);
        case 5 -> arrays = List.of(tensors.tensor(in.message("attribute " + quoted())));
        case 7 ->
            in.reals(
                value -> {
                  counter.run();
                  reals.add((float) value);
                });
        case 8 ->
            in.wholes(
                value -> {
                  counter.run();
                  wholes.add(value);
                });
        case 9 -> {
          counter.run();
          texts.add(string(in));
        }
        case 20 -> kind = (int) in.whole();
        case 21 -> throw in.error("expected a value, found a reference to a function's attribute");
        default -> in.skip();
      }
      used = Math.max(used, kindOf(field));
    }
    return value(in, kind == 0 ? used : kind);
  }

  private OnnxAttribute value(ProtoReader in, int kind) {
    if (kind < 1 || kind >= KINDS.size()) {
      throw in.error(
          String.format(
              Locale.ROOT, "expected attribute %s of a known kind, found %d", quoted(), kind));
    }
    return switch (kind) {
      case 1 -> new OnnxAttribute.Real(real);
      case 2 -> new OnnxAttribute.Whole(whole);
      case 3 -> new OnnxAttribute.Text(text);
      case 4 -> {
        if (arrays.isEmpty()) {
          throw in.error("expected a tensor as attribute %s, found none".formatted(quoted()));
        }
        yield new OnnxAttribute.Array(arrays.getFirst());
      }
      case 6 -> new OnnxAttribute.Reals(reals);
      case 7 -> new OnnxAttribute.Wholes(wholes);
      case 8 -> new OnnxAttribute.Texts(texts);
      default -> new OnnxAttribute.Other(KINDS.get(kind));
    };
  }

  private static int kindOf(int field) {
    return switch (field) {
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 3;
      case 5 -> 4;
      case 6 -> 5;
      case 7 -> 6;
      case 8 -> 7;
      case 9 -> 8;
      case 10 -> 9;
      case 11 -> 10;
      default -> 0;
    };
  }

  /** Strings of attributes are bytes, in UTF-8 by custom only. */
  private static String string(ProtoReader in) {
    return new String(in.bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
