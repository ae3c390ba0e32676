package fovea.bench.engine;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.onnx.OnnxExport;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.predict.Predictor;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Fovea as a user gets it: a network of the zoo, a training step or a predictor. */
public final class FoveaRunner implements Runner {
  private static final long SEED = 1;
  private static final double DAMPED = 0.2;

  private final Workload work;
  private final Layer model;
  private final TrainStep step;
  private final Predictor predictor;
  private final List<Batch> batches;

  private FoveaRunner(Workload work) {
    this.work = work;
    this.model = Zoo.create(work.network().zooSpec());
    Parameters.initialize(model, SEED);
    dampen();
    Sgd sgd = new Sgd(RATE).momentum(Workload.MOMENTUM);
    WeightDecay decay = WeightDecay.of(Workload.WEIGHT_DECAY).everywhere();
    this.step = TrainStep.of(model, sgd.weightDecay(decay), Task.classification());
    this.predictor = Predictor.of(model);
    this.batches = HostBatch.of(work).stream().map(this::examples).toList();
  }

  /** The first argument is the name of the work. */
  public static void main(String[] args) {
    Workload work = Workload.named(args[0]).orElseThrow();
    boolean _ =
        Engine.instance()
            .onEngineThread(
                () -> {
                  EngineSession.serve(work, () -> precision(work).use(() -> new FoveaRunner(work)));
                  return true;
                });
    System.exit(0);
  }

  /**
   * Scales the last norm of each residual block down. As published, a deep network blows rounding
   * up at its first steps so much that even PyTorch in NHWC and in NCHW differ by a percent, and
   * nothing could be told from a comparison.
   */
  private void dampen() {
    SequencedMap<String, Param> params = Parameters.of(model);
    params.forEach(
        (name, param) -> {
          String last = params.containsKey(name.replace("bn2", "bn3")) ? "bn3" : "bn2";
          boolean ofResNet = name.startsWith("layer") && name.endsWith(last + ".weight");
          if (ofResNet || name.matches("features\\.\\d+\\.conv\\.3\\.weight")) {
            HostBuffer damped = HostBuffer.allocate(param.variable().type());
            for (long i = 0; i < damped.type().shape().elements(); i++) {
              damped.set(i, DAMPED);
            }
            param.variable().assign(damped);
          }
        });
  }

  private static Precision precision(Workload work) {
    return switch (work.arithmetic()) {
      case F32 -> Precision.F32;
      case BF16 -> Precision.BF16;
    };
  }

  private Batch examples(HostBatch batch) {
    Workload.Network network = work.network();
    Shape shape = Shape.of(work.batch(), network.channels(), network.size(), network.size());
    TensorType labels = new TensorType(Shape.of(work.batch()), DType.I32);
    return Batch.of(
        new HostBuffer(new TensorType(shape, DType.F32), batch.pictures()),
        HostBuffer.of(labels, batch.labels().stream().mapToDouble(Integer::doubleValue).toArray()));
  }

  @Override
  public double once(int repetition, double rate) {
    Batch batch = batches.get(repetition % batches.size());
    return work.trains() ? step.run(batch, rate) : predictor.probabilities(batch.input()).at(0);
  }

  @Override
  public SequencedMap<String, NamedNumbers> parameters() {
    SequencedMap<String, NamedNumbers> values = new LinkedHashMap<>();
    StateDict.of(model)
        .forEach(
            (name, value) ->
                values.put(name, new NamedNumbers(longs(value.type().shape()), value.floats())));
    return values;
  }

  private static long[] longs(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }

  @Override
  public void export(Path file) {
    Workload.Network network = work.network();
    Shape pictures = Shape.of(work.batch(), network.channels(), network.size(), network.size());
    OnnxExport.of(model, new TensorType(pictures, DType.F32)).write(file);
  }

  @Override
  public float[] logits() {
    Compiled forward = Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(model))));
    return forward.call(List.of(batches.getFirst().input())).getFirst().floats();
  }
}
