package fovea.format.onnx;

import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.proto.ProtoWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An ONNX model: a graph, the versions of the operator sets that it uses, and free metadata.
 *
 * @param format version of the file format, ONNX's {@code ir_version}
 * @param producer what made it
 * @param operators version of each operator set by domain; ONNX's own has the empty name
 * @param graph the computation
 * @param metadata {@code metadata_props}
 */
public record OnnxModel(
    long format,
    String producer,
    SequencedMap<String, Long> operators,
    OnnxGraph graph,
    SequencedMap<String, String> metadata) {

  /** Copies the maps. */
  public OnnxModel {
    operators = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(operators));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /** A model of {@code graph} with operator set {@code version} and without metadata. */
  public static OnnxModel of(OnnxGraph graph, long version) {
    SequencedMap<String, Long> operators = new LinkedHashMap<>();
    operators.put("", version);
    return new OnnxModel(8, "fovea", operators, graph, new LinkedHashMap<>());
  }

  /** The same model with other metadata. */
  public OnnxModel metadata(SequencedMap<String, String> other) {
    return new OnnxModel(format, producer, operators, graph, other);
  }

  /** The same model with another graph. */
  public OnnxModel graph(OnnxGraph other) {
    return new OnnxModel(format, producer, operators, other, metadata);
  }

  /**
   * Version of ONNX's own operator set.
   *
   * @throws FormatException if the model names none
   */
  public long version() {
    Long own = operators.getOrDefault("", operators.get("ai.onnx"));
    if (own == null) {
      throw new FormatException(
          "opset_import",
          "expected a version of ONNX's operators, found only " + operators.keySet(),
          "Export the model again");
    }
    return own;
  }

  /**
   * Opens a file; large tensors are views of it. Tensors outside of the file are read from its own
   * folder, or from that of the file to which it is a link, and from nowhere else.
   *
   * @throws FormatException if it is absent, damaged, or no ONNX model
   */
  public static OnnxModel read(Path file) {
    MemorySegment content = MappedFile.map(file, "an ONNX file", Arena.ofAuto());
    try {
      return new OnnxReader(ExternalData.beside(file)).model(content);
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * Reads a model from memory; large tensors are views of it.
   *
   * @throws FormatException if it is damaged, or has tensors outside of it
   */
  public static OnnxModel parse(byte[] content) {
    return new OnnxReader(ExternalData.none()).model(MemorySegment.ofArray(content));
  }

  /**
   * The file as bytes; the same model always gives the same bytes.
   *
   * @throws FormatException if it is over 2 GiB, protobuf's limit
   */
  public byte[] bytes() {
    return OnnxWriter.model(this).bytes();
  }

  /**
   * Writes the file, atomically.
   *
   * @throws FormatException if it is over 2 GiB, protobuf's limit, or cannot be written; an old
   *     file of that name is then untouched
   */
  public void write(Path file) {
    ProtoWriter content = OnnxWriter.model(this);
    AtomicFile.write(file, content::writeTo);
  }
}
