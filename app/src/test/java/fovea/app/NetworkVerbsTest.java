package fovea.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.session.Exit;
import fovea.format.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkVerbsTest {

  @Test
  void summarizesLayerByLayer() {
    var done = CommandRun.of("summary", "lenet5");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.out().startsWith("lenet5, 10 classes of 1x32x32\n"), done.out());
    assertTrue(
        done.out()
            .contains(
                "conv_block1.0  Conv2d     [1, 6, 28, 28]               5x5     1x1         156"),
        done.out());
    assertTrue(
        done.out().contains("fc1            Linear     [1, 120]                     all"),
        done.out());
    var total = done.out().lines().toList().getLast();
    assertTrue(total.matches("total +61,706 +416,520 +[0-9,]+"), total);
  }

  @Test
  void summarizesForOtherPictures() {
    var json =
        CommandRun.of("summary", "resnet18", "--input", "1x28x28", "--classes", 10, "--json")
            .object();
    assertArrayEquals(new long[] {1, 28, 28}, json.array("input").longs());
    var last = (JsonObject) json.array("layers").values().getLast();
    assertEquals("fc", last.string("layer"));
    assertArrayEquals(new long[] {1, 10}, last.array("output").longs());
    assertEquals(5_130, last.integer("parameters"));
  }

  @Test
  void summarizesNetworksWithOptions() {
    var json = CommandRun.of("summary", "mobilenet_v2:width=0.35", "--json").object();
    assertEquals(1_677_128, json.integer("parameters"));
    assertEquals(53, json.integer("depth"));
    var text = CommandRun.of("summary", "mobilenet_v2:width=0.35").out();
    assertTrue(text.startsWith("mobilenet_v2, 1000 classes of 3x224x224, width=0.35\n"), text);
  }

  @Test
  void printsThePlanOfAPrediction() {
    var done = CommandRun.of("plan", "lenet5", "--batch", 3, "--json", "--device", "reference");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var json = done.object();
    assertEquals(3, json.integer("batch"));
    assertTrue(json.integer("kernels") > 5);
    assertTrue(json.string("plan").contains("f32[3, 1, 32, 32]"), json.string("plan"));
  }

  @Test
  void printsThePlanOfATrainingStep() {
    var inference = CommandRun.of("plan", "softmax", "--json").object();
    var training = CommandRun.of("plan", "softmax", "--train", "--json").object();
    assertEquals(64, training.integer("batch"));
    assertTrue(training.integer("kernels") > inference.integer("kernels"));
  }

  @Test
  void printsAPlanInBf16() {
    // The reference has bf16 everywhere, slow as it is.
    var done = CommandRun.ofLine("plan softmax --train --precision bf16 --device reference --json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals("bf16", done.object().string("precision"));
    assertEquals(2, done.object().integer("bf16_operations"));
    assertTrue(done.messages().contains("precision: bf16 in 2 operations"), done.messages());
    assertTrue(done.object().string("plan").contains("; 2 operations in bf16"), done.out());
    var wide = CommandRun.ofLine("plan softmax --device reference");
    assertFalse(wide.messages().contains("precision"), wide.messages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "summary                         | MODEL is missing",
        "summary lenet                   | there is no network 'lenet'; did you mean lenet5?",
        "summary lenet5 --input 1x28x28  | which is all that lenet5 takes, found 28 × 28",
        "summary lenet5 --input 28       | expected channels, height and width, such as 3x224x224",
        "plan lenet5 --input 0x32x32     | expected numbers of at least 1",
        "summary vgg16 --input 3x28x28   | pictures of at least 32 × 32, which is the least that vgg16",
        "summary resnet18:aux=true       | resnet18: there is no option aux; It has zero_init_residual",
        "summary renset18:aux=true       | there is no network 'renset18'; did you mean resnet18?",
        "plan lenet5 --batch -3          | expected a whole number from 1 upwards, found '-3'",
        "plan lenet5 --precision fp16   | there is no precision 'fp16'; did you mean bf16?",
        "plan lenet5 --classes 0         | expected a whole number from 1 upwards, found '0'",
      })
  void answersAMisunderstandingInASentence(String line, String sentence) {
    var refused = CommandRun.ofLine(line);
    assertEquals(Exit.USAGE, refused.exit());
    assertEquals("", refused.out());
    assertTrue(refused.messages().contains(sentence), refused.messages());
  }
}
