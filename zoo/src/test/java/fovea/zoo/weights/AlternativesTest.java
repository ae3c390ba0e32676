package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternativesTest {

  @Test
  void optionsThatChangeWhatIsComputedButNoShapes() {
    assertEquals(
        List.of(
            "mobilenet_v2",
            "mobilenet_v2:padding=same",
            "mobilenet_v2:epsilon=0.001",
            "mobilenet_v2:padding=same,epsilon=0.001"),
        of("mobilenet_v2"));
    assertEquals(List.of("resnet50", "resnet50:stride=1x1"), of("resnet50"));
    assertEquals(List.of("inception_v3", "inception_v3:padding=same"), of("inception_v3"));
    assertEquals(List.of("squeezenet1_0"), of("squeezenet1_0"), "dropout matters in training only");
    assertEquals(List.of("cifar_resnet20"), of("cifar_resnet20"), "option B has other shapes");
  }

  @Test
  void theNetworkThatWasTakenIsTheFirst() {
    assertEquals(List.of("resnet50:stride=1x1", "resnet50:stride=3x3"), of("resnet50:stride=1x1"));
  }

  @Test
  void twinsOfTheFamily() {
    Architecture residual = Zoo.architecture("cifar_resnet20");
    assertEquals(
        List.of("cifar_resnet20", "cifar_plain20"),
        names(Alternatives.ofFamily(residual, residual.defaults())));
    Architecture deep = Zoo.architecture("resnet18");
    assertEquals(List.of("resnet18"), names(Alternatives.ofFamily(deep, deep.defaults())));
  }

  private static List<String> of(String spec) {
    Architecture network = Zoo.architecture(spec);
    return names(Alternatives.of(network, network.defaults()));
  }

  private static List<String> names(List<Architecture> networks) {
    return networks.stream().map(network -> network.spec().toString()).toList();
  }
}
