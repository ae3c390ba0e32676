package fovea.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.bench.engine.HostBatch;
import fovea.bench.engine.NamedNumbers;
import fovea.bench.engine.Runner;
import fovea.bench.engine.Workload;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** ONNX Runtime with a model that Fovea has exported, from pictures to logits. */
final class OnnxRuntime implements Runner {
  private final OrtSession session;
  private final int classes;
  private final List<Map<String, OnnxTensor>> batches = new ArrayList<>();

  /** The setting is the number of threads, and {@code spinning} where they wait so. */
  OnnxRuntime(Workload work, Path model, List<String> setting) {
    classes = work.network().classes();
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Integer.parseInt(setting.getFirst()));
      String spinning = setting.contains("spinning") ? "1" : "0";
      options.addConfigEntry("session.intra_op.allow_spinning", spinning);
      session = environment.createSession(model.toString(), options);
      String input = session.getInputNames().iterator().next();
      long size = work.network().size();
      long[] shape = {work.batch(), work.network().channels(), size, size};
      for (HostBatch batch : HostBatch.of(work)) {
        FloatBuffer pictures =
            batch.pictures().asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        batches.add(Map.of(input, OnnxTensor.createTensor(environment, pictures, shape)));
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public double once(int repetition, double rate) {
    return probabilities(logits(batches.get(repetition % batches.size())))[0];
  }

  /** Softmax of each row. */
  private float[] probabilities(float[] logits) {
    float[] probabilities = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double top = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes; i++) {
        top = Math.max(top, logits[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        sum += Math.exp(logits[i] - top);
      }
      for (int i = row; i < row + classes; i++) {
        probabilities[i] = (float) (Math.exp(logits[i] - top) / sum);
      }
    }
    return probabilities;
  }

  private float[] logits(Map<String, OnnxTensor> inputs) {
    try (OrtSession.Result result = session.run(inputs);
        OnnxTensor output = (OnnxTensor) result.get(0)) {
      FloatBuffer buffer = output.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public SequencedMap<String, NamedNumbers> parameters() {
    return new LinkedHashMap<>();
  }

  @Override
  public void export(Path file) {
    throw new UnsupportedOperationException("ONNX Runtime starts from a model");
  }

  @Override
  public float[] logits() {
    return logits(batches.getFirst());
  }
}
