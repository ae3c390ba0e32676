package fovea.keras;

import fovea.graph.Compiled;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.model.FileArrays;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkSpec;
import java.util.List;

/** Runs networks with Fovea's own engine. */
final class Engine {

  private Engine() {}

  /** What a network says to a batch of inputs. */
  static float[] run(Layer network, float[] input, int... shape) {
    HostBuffer batch = HostBuffer.allocate(TensorType.f32(shape));
    for (int i = 0; i < input.length; i++) {
      batch.set(i, input[i]);
    }
    Compiled compiled =
        Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(network))));
    return compiled.call(List.of(batch)).getFirst().floats();
  }

  /** The network of the zoo with weights that were made for it. */
  static Layer network(KerasModel.ZooWeights weights) {
    var network = Zoo.architecture(NetworkSpec.parse(weights.network()).name());
    var chosen = network.with(NetworkSpec.parse(weights.network()).options());
    Layer layer = chosen.create(chosen.defaults().classes(weights.classes()));
    List<Source> sources =
        weights.values().values().stream()
            .map(array -> Source.of(array.name(), FileArrays.buffer(array)))
            .toList();
    StateMapping.of(layer, sources).load();
    return layer;
  }
}
