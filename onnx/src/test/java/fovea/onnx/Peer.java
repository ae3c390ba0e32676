package fovea.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.graph.type.HostBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, which knows nothing of Fovea. */
final class Peer {
  private Peer() {}

  /** The first output of the model in {@code file} for {@code input}. */
  static float[] run(Path file, HostBuffer input) throws OrtException {
    return run(file, List.of(input)).values().iterator().next();
  }

  /** All outputs of the model in {@code file}, by name, for inputs in the order of the file. */
  static Map<String, float[]> run(Path file, List<HostBuffer> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      options.setIntraOpNumThreads(2);
      Map<String, OnnxTensor> given = new LinkedHashMap<>();
      try (var session = environment.createSession(file.toString(), options)) {
        for (String name : session.getInputNames()) {
          given.put(name, tensor(environment, inputs.get(given.size())));
        }
        try (var results = session.run(given)) {
          Map<String, float[]> values = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> result : results) {
            FloatBuffer buffer = ((OnnxTensor) result.getValue()).getFloatBuffer();
            float[] copy = new float[buffer.remaining()];
            buffer.get(copy);
            values.put(result.getKey(), copy);
          }
          return values;
        }
      } finally {
        given.values().forEach(OnnxTensor::close);
      }
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, HostBuffer input)
      throws OrtException {
    long[] shape = Arrays.stream(input.type().shape().dims()).asLongStream().toArray();
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.floats()), shape);
  }
}
