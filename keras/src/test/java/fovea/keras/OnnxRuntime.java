package fovea.keras;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.format.onnx.OnnxModel;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a graph with ONNX Runtime: what a translation means to others. */
final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRuntime(OnnxModel model) {
    try {
      var options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(2);
      session = environment.createSession(model.bytes(), options);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  /** The first output for one input of that shape. */
  float[] run(float[] input, long... shape) {
    String name = session.getInputNames().iterator().next();
    try (var tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
        var result = session.run(Map.of(name, tensor))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
