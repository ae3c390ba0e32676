package fovea.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.engine.Workload.Network;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
  @Test
  void isFoundByItsName() {
    List<String> names = Workload.all().stream().map(Workload::name).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "lenet5-train-b64",
                "mlp-train-b128",
                "cifar_resnet20-train-b128",
                "resnet18-train-b16",
                "resnet50-train-b8",
                "resnet50-infer-b8",
                "resnet50-infer-b1",
                "resnet18-infer-b1",
                "mobilenet_v2-train-b16",
                "mobilenet_v2-infer-b1",
                "vgg16-infer-b4",
                "alexnet-train-b32",
                "resnet50-train-b8-bf16",
                "resnet50-infer-b8-bf16")));
    Workload.all().forEach(work -> assertEquals(Optional.of(work), Workload.named(work.name())));
    assertTrue(Workload.named("lenet5-train-b64-bf16").isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void hasThePicturesOfTheZoosNetwork(Network network) {
    NetworkArguments defaults = Zoo.architecture(network.zooSpec()).defaults();
    assertEquals(
        new NetworkArguments(network.classes(), network.channels(), network.size(), network.size()),
        defaults.options(new LinkedHashMap<>()));
  }

  @Test
  void givesAllProcessesTheSameData() {
    Workload work = Workload.named("lenet5-train-b64").orElseThrow();
    HostBatch first = HostBatch.of(work).getFirst();
    HostBatch again = HostBatch.of(work).getFirst();
    assertEquals(-1, first.pictures().mismatch(again.pictures()));
    assertEquals(first.labels(), again.labels());
    assertEquals(64, first.labels().size());
  }
}
