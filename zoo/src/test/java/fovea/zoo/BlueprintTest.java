package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.error.UserException;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, arguments and options of networks as text. */
class BlueprintTest {

  static List<String> names() {
    return Zoo.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBlueprintGivesTheNetworkBack(String name) {
    Architecture network = Zoo.architecture(name);
    NetworkArguments data = network.fit(new NetworkArguments(7, 1, 28, 28));
    Blueprint saved = network.blueprint(data);
    assertEquals(saved, network.create(data).blueprint());
    assertEquals(network.blueprint(data.classes(3)), network.create(data).head(3).blueprint());
    assertEquals(data, NetworkArguments.parse(saved.arguments()));
    assertEquals(Parameters.count(network.create(data)), Parameters.count(Zoo.create(saved)));
  }

  @Test
  void argumentsSayWhatTheNetworkTakes() {
    NetworkArguments wide = new NetworkArguments(3, 3, 96, 64);
    assertEquals("3x96x64", wide.dimensions());
    assertEquals("[3, 96, 64]", wide.pictures().toString());
    assertEquals(TensorType.f32(5, 3, 96, 64), wide.input(5));
  }

  @Test
  void damagedBlueprintsAreExplained() {
    for (String text :
        new String[] {
          "", "10 classes", "10 classes of 0x1x1", "9999999999999", "1 classes of 9999x99999x99999"
        }) {
      assertThrows(FoveaException.class, () -> Zoo.create(new Blueprint("mlp", text)), text);
    }
  }

  @Test
  void optionsStandInBlueprints() {
    Architecture narrow = Zoo.architecture("mobilenet_v2:width=0.35,padding=same");
    NetworkArguments fitted = narrow.fit(new NetworkArguments(3, 3, 96, 96));
    Blueprint saved = narrow.blueprint(fitted);
    assertEquals("mobilenet_v2", saved.name());
    assertEquals("3 classes of 3x96x96, width=0.35, padding=same", saved.arguments());
    assertEquals(fitted, NetworkArguments.parse(saved.arguments()));
    assertEquals(StateDict.shapes(narrow.create(fitted)), StateDict.shapes(Zoo.create(saved)));
    assertEquals(saved, narrow.blueprint(new NetworkArguments(3, 3, 96, 96)));
  }

  @Test
  void optionsOfTheArgumentsGoBeforeThoseOfTheName() {
    NetworkArguments wide = new NetworkArguments(10, 3, 96, 96).option("width", "1.4");
    Classifier network = Zoo.create("mobilenet_v2:width=0.35", wide);
    assertEquals(1792, StateDict.shapes(network).get("classifier.1.weight").dim(1));
    assertEquals("1.4", Zoo.architecture("mobilenet_v2:width=0.35").fit(wide).text("width"));
  }

  @Test
  void specsAreReadAndWritten() {
    NetworkSpec spec = NetworkSpec.parse("mobilenet_v2:width=0.35, padding=same");
    assertEquals("mobilenet_v2", spec.name());
    assertEquals(List.of("width", "padding"), List.copyOf(spec.options().keySet()));
    assertEquals("mobilenet_v2:width=0.35,padding=same", spec.toString());
    assertEquals(new NetworkSpec("toy", new LinkedHashMap<>()), NetworkSpec.parse("toy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "toy:                    | expected key=value, found nothing more. Write it as name:key=value",
        "toy:a=b                 | toy: there is no option a; leave it out: this network has none",
        "mobilenet_v2:width      | expected key=value, found \"width\". Write it as name:key=value",
        "mobilenet_v2:wdth=1     | did you mean width? It has width=1 (a number from 0.1 to 4)",
        "mobilenet_v2:colour=red | It has width=1 (a number from 0.1 to 4), padding=torch (torch or",
        "mobilenet_v2:width=NaN  | mobilenet_v2: expected a number from 0.1 to 4 for the option width",
        "mobilenet_v2:padding=x  | expected torch or same for the option padding, found x; use for",
        "vgg16:dropout=1         | expected a number from 0 to 0.99 for the option dropout, found 1",
      })
  void wrongOptionsAreExplained(String spec, String sentence) {
    String message = assertThrows(UserException.class, () -> Zoo.architecture(spec)).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void wrongOptionsOfABlueprintAreExplained() {
    NetworkArguments data = new NetworkArguments(10, 3, 32, 32).option("shortcut", "C");
    String message =
        assertThrows(FoveaException.class, () -> Zoo.create("cifar_resnet20", data)).getMessage();
    assertEquals(
        "cifar_resnet20: expected A or B for the option shortcut, found C; use for example"
            + " shortcut=A",
        message);
  }
}
