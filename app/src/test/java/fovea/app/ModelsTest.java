package fovea.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {

  private static List<JsonObject> json(Object... arguments) {
    var done = CommandRun.of(arguments);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonArray array = (JsonArray) done.json();
    return array.values().stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void listsAll() {
    List<JsonObject> all = json("models", "--json");
    assertEquals(Zoo.names(), all.stream().map(network -> network.string("name")).toList());
    for (JsonObject network : all) {
      assertTrue(network.integer("parameters") > 0);
      assertTrue(network.integer("keras_parameters") > 0);
      assertTrue(network.integer("multiply_adds") > 0);
      assertTrue(network.integer("depth") > 0);
      assertEquals(3, network.array("input").longs().length);
      assertFalse(network.find("layers").isPresent());
    }
  }

  /** Parameters, shares and depths of the lectures' table. */
  @ParameterizedTest
  @CsvSource({
    "vgg16, 138357544, 0.713, 0.901, 23, 528",
    "inception_v3, 23851784, 0.779, 0.937, 159, 0",
    "resnet50, 25636712, 0.749, 0.921, 0, 0",
    "xception, 22910480, 0.790, 0.945, 126, 0",
    "inceptionresnetv2, 55873736, 0.803, 0.953, 572, 0",
    "resnext50_32x4d, 25097128, 0.777, 0.938, 0, 0"
  })
  void givesTheTableOfKeras(
      String name, long parameters, double top1, double top5, int depth, long mebibytes) {
    JsonObject network = json("models", name, "--json").getFirst();
    assertEquals(parameters, network.integer("keras_parameters"));
    JsonObject keras = (JsonObject) network.array("published").values().getLast();
    assertEquals("Keras", keras.string("source"));
    assertEquals(top1, keras.real("top1"));
    assertEquals(top5, keras.real("top5"));
    assertEquals(depth, depth == 0 ? 0 : keras.integer("depth"));
    if (mebibytes > 0) {
      assertEquals(mebibytes, Math.round(network.integer("bytes") / 0x1p20));
    }
  }

  @Test
  void showsOneLayerByLayer() {
    JsonObject network = json("models", "resnet50", "--json").getFirst();
    assertEquals("torchvision imagenet1k_v1", first(network, "published").string("source"));
    assertEquals(0.7613, first(network, "published").real("top1"));
    assertEquals("zero_init_residual", first(network, "options").string("name"));
    JsonObject stem = first(network, "layers");
    assertArrayEquals(new long[] {1, 64, 112, 112}, stem.array("output").longs());
    assertArrayEquals(new long[] {7, 7}, stem.array("receptive_field").longs());
    assertArrayEquals(new long[] {2, 2}, stem.array("stride").longs());

    var text = CommandRun.of("models", "mobilenet_v2:width=0.5").out();
    assertTrue(text.lines().skip(2).findFirst().orElse("").startsWith("mobilenet_v2:width=0.5"));
    assertTrue(text.contains("padding=torch       torch or same"), text);
    assertTrue(text.contains("features.0.0"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mobilenet_v2:width=0.35",
        "mobilenet_v2:padding=same",
        "cifar_resnet20:shortcut=B",
        "resnet50:stride=1x1",
        "vgg16:dropout=0.1",
      })
  void nothingIsPublishedOfVariants(String variant) {
    var done = CommandRun.of("models", variant, "--json");
    var network = (JsonObject) ((JsonArray) done.json()).values().getFirst();
    assertEquals(List.of(), network.array("published").values());
    String row = done.messages().lines().toList().get(2);
    assertTrue(row.startsWith(variant + " ") && !row.contains("%"), row);
  }

  @Test
  void anOptionAtItsDefaultIsNoVariant() {
    for (String same : List.of("mobilenet_v2:width=1.0,padding=torch", "vgg16:dropout=0.5")) {
      assertTrue(CommandRun.of("models", same).out().lines().toList().get(2).contains("%"), same);
    }
  }

  private static JsonObject first(JsonObject network, String array) {
    return (JsonObject) network.array(array).values().getFirst();
  }

  @Test
  void takesWildcards() {
    var names = json("models", "vgg1?_bn", "--json").stream().map(n -> n.string("name")).toList();
    assertEquals(List.of("vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn"), names);
    var text = CommandRun.of("models", "squeezenet*").out();
    assertTrue(text.contains("squeezenet1_1   1,235,496  1,235,496"), text);
    var refused = CommandRun.of("models", "resnet?50");
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(refused.messages().contains("there is no network 'resnet?50'"), refused.messages());
  }
}
