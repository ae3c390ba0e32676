package fovea.graph;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Optional;
import java.util.stream.LongStream;

/** The text of a tensor: its type and, where they can be known, its values as NumPy prints them. */
final class TensorText {
  /** Arrays of more elements are shown in part. */
  private static final int MOST = 1000;

  /** Elements of an axis that are shown from each end of what is shown in part. */
  private static final int EDGE = 3;

  private static final int WIDTH = 75;
  private static final String MORE = "...";

  private final HostBuffer values;
  private final Shape shape;
  private final boolean partial;
  private final long[] strides;
  private final NumberText numbers;

  private TensorText(HostBuffer values) {
    this.values = values;
    this.shape = values.type().shape();
    this.partial = shape.elements() > MOST;
    this.strides = shape.strides();
    this.numbers =
        NumberText.of(values.type().dtype(), shown(0, 0).mapToDouble(values::at).toArray());
  }

  static String of(Tensor tensor) {
    return values(tensor)
        .map(values -> of(tensor.type(), values))
        .orElseGet(() -> tensor.type() + " of " + tensor.node());
  }

  /** None within a trace or a kernel, and none of what follows from a function's arguments. */
  private static Optional<HostBuffer> values(Tensor tensor) {
    if (Trace.refuses()) {
      return Optional.empty();
    }
    try {
      return Optional.of(tensor.value());
    } catch (FoveaException _) {
      return Optional.empty();
    }
  }

  private static String of(TensorType type, HostBuffer values) {
    String text = new TensorText(values).text();
    return type.shape().rank() == 0 ? single(text) : type + "\n" + text;
  }

  /** NumPy shows a number that is in no array otherwise: as 3.0 and 1e-07. */
  private static String single(String text) {
    return text.endsWith(".") ? text + "0" : text.replace(".e", "e");
  }

  private String text() {
    return shape.elements() == 0 ? "[]" : text(0, 0, " ", WIDTH);
  }

  /** Places of the elements that are shown of the block at {@code from}. */
  private LongStream shown(int axis, long from) {
    if (axis == shape.rank()) {
      return LongStream.of(from);
    }
    int size = shape.dim(axis);
    return LongStream.range(0, size)
        .filter(i -> !cut(size) || i < EDGE || i >= size - EDGE)
        .flatMap(i -> shown(axis + 1, from + i * strides[axis]));
  }

  private boolean cut(int size) {
    return partial && size > 2 * EDGE;
  }

  /** The block at {@code from}; its lines but the first begin with {@code indent}. */
  private String text(int axis, long from, String indent, int width) {
    if (axis == shape.rank()) {
      return numbers.text(values.at(from));
    }
    boolean last = axis == shape.rank() - 1;
    var lines = new Lines(indent, width - 1);
    int size = shape.dim(axis);
    for (int i = 0; i < size; i++) {
      if (cut(size) && i == EDGE) {
        i = size - EDGE;
        lines.add(MORE, last);
        lines.separate(last, shape.rank() - 1 - axis);
      }
      lines.add(text(axis + 1, from + i * strides[axis], indent + " ", width - 1), last);
      if (i < size - 1) {
        lines.separate(last, shape.rank() - 1 - axis);
      }
    }
    return "[" + lines.text().substring(indent.length()) + "]";
  }

  /** What stands between two brackets. */
  private static final class Lines {
    private final StringBuilder done = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final String indent;
    private final int width;

    Lines(String indent, int width) {
      this.indent = indent;
      this.width = width;
      line.append(indent);
    }

    /** Adds a number, in a new line if this one is full, or a block, which has its own. */
    void add(String text, boolean number) {
      if (number && line.length() > indent.length() && line.length() + text.length() > width) {
        end(1);
      }
      line.append(text);
    }

    void separate(boolean number, int lines) {
      if (number) {
        line.append(' ');
      } else {
        end(lines);
      }
    }

    private void end(int lines) {
      done.append(line.toString().stripTrailing()).append("\n".repeat(lines));
      line.setLength(0);
      line.append(indent);
    }

    String text() {
      return done.append(line).toString();
    }
  }
}
