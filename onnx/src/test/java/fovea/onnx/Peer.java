package fovea.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.graph.HostBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime, which knows nothing of Fovea. */
final class Peer {
  private Peer() {}

  /** The first output of the model in {@code file} for {@code input}. */
  static float[] run(Path file, HostBuffer input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = Arrays.stream(input.type().shape().dims()).asLongStream().toArray();
    try (var options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      options.setIntraOpNumThreads(2);
      try (var session = environment.createSession(file.toString(), options);
          var given =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.floats()), shape);
          var results = session.run(Map.of(session.getInputNames().iterator().next(), given))) {
        FloatBuffer values = ((OnnxTensor) results.get(0)).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
      }
    }
  }
}
