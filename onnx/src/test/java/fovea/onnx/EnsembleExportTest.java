package fovea.onnx;

import ai.onnxruntime.OrtException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.ensemble.Ensemble;
import fovea.zoo.ensemble.EnsembleRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ensemble is one graph, which says the same in ONNX Runtime and here. */
class EnsembleExportTest {
  private static final long SEED = 7;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theGraphEqualsTheEnsemble(EnsembleRule rule) throws OrtException {
    Ensemble ensemble =
        new Ensemble(
            List.of(
                LeNet5.modern(10),
                LeNet5.classic(10),
                Zoo.create("cifar_resnet20", Zoo.architecture("lenet5").defaults())),
            rule);
    Parameters.initialize(ensemble, SEED);
    HostBuffer input = Nets.random(TensorType.f32(4, 1, 32, 32), new Random(SEED));
    Path file = folder.resolve("ensemble.onnx");
    OnnxExport.of(ensemble, TensorType.f32(1, 1, 32, 32)).write(file);
    float[] expected = Nets.answer(ensemble, input);
    Nets.close(expected, Peer.run(file, input), 1e-5, rule + ", ONNX Runtime, seed " + SEED);
    Nets.close(expected, Nets.answer(OnnxNetwork.read(file), input), 1e-5, rule + ", read again");
  }
}
