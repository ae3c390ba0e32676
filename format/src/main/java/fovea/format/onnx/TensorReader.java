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
import java.util.Map;

/** Reads tensors: raw bytes as views, typed fields as copies, external ones as views of files. */
final class TensorReader {
  private static final int MOST_DIMENSIONS = 32;

  private final ExternalData external;

  TensorReader(ExternalData external) {
    this.external = external;
  }

  /** What the message says, before it is believed. */
  private static final class Fields {
    private final List<Long> shape = new ArrayList<>();
    private final Map<String, String> place = new LinkedHashMap<>();
    private final TypedData typed = new TypedData();
    private int type;
    private String name = "";
    private MemorySegment raw = MemorySegment.NULL;
    private boolean outside;
  }

  NamedArray tensor(ProtoReader in) {
    var fields = new Fields();
    while (in.next()) {
      field(in, fields);
    }
    ArrayDType element = TensorTypes.element(fields.type, in);
    try {
      return new NamedArray(fields.name, element, fields.shape, data(in, fields, element));
    } catch (FormatException e) {
      throw in.within(e);
    }
  }

  private static void field(ProtoReader in, Fields fields) {
    switch (in.field()) {
      case 1 -> in.wholes(size -> dimension(in, fields.shape, size));
      case 2 -> fields.type = Math.clamp(in.whole(), -1, 1000);
      case 3 -> throw in.error("expected a tensor in one piece, found a segment");
      case 4, 10 -> floats(in, fields);
      case 5, 7, 11 -> in.wholes(fields.typed::addLong);
      case 6 -> throw in.error("expected numbers, found a tensor of strings");
      case 8 -> fields.name = in.text();
      case 9 -> fields.raw = in.bytes();
      case 13 -> entry(in.message("external_data"), fields.place);
      case 14 -> fields.outside = in.whole() == 1;
      default -> in.skip();
    }
  }

  private static void floats(ProtoReader in, Fields fields) {
    if (in.packed() && fields.raw.byteSize() == 0) {
      // Packed floats are laid out like raw ones: a view will do.
      fields.raw = in.bytes();
    } else if (in.field() == 4) {
      in.reals(value -> fields.typed.addLong(Float.floatToRawIntBits((float) value)));
    } else {
      in.doubles(value -> fields.typed.addLong(Double.doubleToRawLongBits(value)));
    }
  }

  private static void dimension(ProtoReader in, List<Long> shape, long size) {
    if (shape.size() == MOST_DIMENSIONS) {
      throw in.error(
          String.format(Locale.ROOT, "expected up to %d dimensions, found more", MOST_DIMENSIONS));
    }
    shape.add(size);
  }

  private MemorySegment data(ProtoReader in, Fields fields, ArrayDType element) {
    int fileBytes = TensorTypes.fileBytes(fields.type, element);
    MemorySegment data =
        fields.outside
            ? external.bytes(fields.place, size(in, fields.shape, fileBytes))
            : fields.raw;
    if (data.byteSize() > 0 || fields.outside) {
      if (fields.typed.count() > 0) {
        throw in.error("expected the elements once, found them in two fields");
      }
      return fileBytes == element.bytes() ? data : TypedData.widened(data, fileBytes);
    }
    return fields.typed.as(element);
  }

  private static long size(ProtoReader in, List<Long> shape, int bytes) {
    try {
      return shape.stream().reduce((long) bytes, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw in.error("the shape %s is too large for 64 bits".formatted(shape));
    }
  }

  /** Adds the key and the value of a message that has just these. */
  static void entry(ProtoReader in, Map<String, String> entries) {
    String key = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    entries.put(key, value);
  }
}
