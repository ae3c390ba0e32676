package fovea.keras;

import fovea.keras.PlainKeras.Moves;
import fovea.keras.PlainKeras.Tensor;

/** Networks of Keras Applications, with its names of layers, for pictures of any size. */
final class Applications {
  private static final Moves VALID = Moves.VALID;
  private static final Moves SAME = Moves.SAME;
  private static final Moves HALF = new Moves(2, false);
  private static final Moves HALF_SAME = new Moves(2, true);
  private static final double EPSILON = 1e-3;

  private final PlainKeras keras;

  Applications(PlainKeras keras) {
    this.keras = keras;
  }

  /** With {@code first} channels in the first stage, 64 in the papers. */
  Tensor vgg(Tensor input, int first, int... stages) {
    Tensor x = input;
    int filters = first;
    for (int stage = 0; stage < stages.length; stage++) {
      for (int i = 0; i < stages[stage]; i++) {
        String name = "block" + (stage + 1) + "_conv" + (i + 1);
        x = keras.relu(keras.conv(x, name, filters, 3, SAME, true));
      }
      x = keras.maxPool(x, 2, HALF);
      filters = Math.min(2 * filters, 8 * first);
    }
    x = keras.relu(keras.dense(keras.flatten(x), "fc1", 64 * first, "linear"));
    x = keras.relu(keras.dense(x, "fc2", 64 * first, "linear"));
    return keras.dense(x, "predictions", 1000, "softmax");
  }

  Tensor mobileNetV2(Tensor input, double width, int classes) {
    Tensor x = keras.conv(input, "Conv1", rounded(32 * width), 3, HALF_SAME, false);
    x = keras.relu6(keras.norm(x, "bn_Conv1", EPSILON, true));
    int block = 0;
    int[][] stages = {
      {1, 16, 1, 1},
      {6, 24, 2, 2},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    for (int[] stage : stages) {
      for (int i = 0; i < stage[2]; i++) {
        int filters = rounded((int) (stage[1] * width));
        x = inverted(x, block++, stage[0], filters, i == 0 ? stage[3] : 1);
      }
    }
    int last = width > 1 ? rounded(1280 * width) : 1280;
    x = keras.conv(x, "Conv_1", last, 1, VALID, false);
    x = keras.relu6(keras.norm(x, "Conv_1_bn", EPSILON, true));
    return keras.dense(keras.globalAverage(x), "Logits", classes, "softmax");
  }

  private Tensor inverted(Tensor input, int block, int expansion, int filters, int stride) {
    String prefix = block == 0 ? "expanded_conv_" : "block_" + block + "_";
    Tensor x = input;
    if (block > 0) {
      x = keras.conv(x, prefix + "expand", expansion * x.channels(), 1, SAME, false);
      x = keras.relu6(keras.norm(x, prefix + "expand_BN", EPSILON, true));
    }
    x = keras.depthwise(x, prefix + "depthwise", 3, 1, new Moves(stride, true));
    x = keras.relu6(keras.norm(x, prefix + "depthwise_BN", EPSILON, true));
    x = keras.conv(x, prefix + "project", filters, 1, SAME, false);
    x = keras.norm(x, prefix + "project_BN", EPSILON, true);
    return stride == 1 && input.channels() == filters ? keras.add(input, x) : x;
  }

  private static int rounded(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  /** With the names of before 2019, or those of today. */
  Tensor resNet(Tensor input, boolean older, int... blocks) {
    Tensor x =
        keras.conv(keras.pad(input, 3, 3, 3, 3), older ? "conv1" : "conv1_conv", 64, 7, HALF, true);
    double epsilon = older ? EPSILON : 1.001e-5;
    x = keras.relu(keras.norm(x, older ? "bn_conv1" : "conv1_bn", epsilon, true));
    x = keras.maxPool(keras.pad(x, 1, 1, 1, 1), 3, HALF);
    for (int stage = 0; stage < blocks.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        x = bottleneck(x, older, stage + 2, block, epsilon);
      }
    }
    return keras.dense(keras.globalAverage(x), older ? "fc1000" : "predictions", 1000, "softmax");
  }

  private Tensor bottleneck(Tensor input, boolean older, int stage, int block, double epsilon) {
    int filters = 64 << stage - 2;
    Moves first = new Moves(block == 0 && stage > 2 ? 2 : 1, false);
    String place = stage + String.valueOf((char) ('a' + block)) + "_branch";
    String base = "conv" + stage + "_block" + (block + 1) + "_";
    String[] conv =
        older
            ? new String[] {
              "res" + place + 1, "res" + place + "2a", "res" + place + "2b", "res" + place + "2c"
            }
            : new String[] {base + "0_conv", base + "1_conv", base + "2_conv", base + "3_conv"};
    String[] norm =
        older
            ? new String[] {
              "bn" + place + 1, "bn" + place + "2a", "bn" + place + "2b", "bn" + place + "2c"
            }
            : new String[] {base + "0_bn", base + "1_bn", base + "2_bn", base + "3_bn"};
    Tensor shortcut = input;
    if (block == 0) {
      shortcut = keras.conv(input, conv[0], 4 * filters, 1, first, true);
      shortcut = keras.norm(shortcut, norm[0], epsilon, true);
    }
    Tensor x =
        keras.norm(keras.conv(input, conv[1], filters, 1, first, true), norm[1], epsilon, true);
    x = keras.conv(keras.relu(x), conv[2], filters, 3, SAME, true);
    x = keras.relu(keras.norm(x, norm[2], epsilon, true));
    x = keras.norm(keras.conv(x, conv[3], 4 * filters, 1, VALID, true), norm[3], epsilon, true);
    return keras.relu(keras.add(x, shortcut));
  }

  Tensor xception(Tensor input) {
    Tensor x = keras.conv(input, "block1_conv1", 32, 3, HALF, false);
    x = keras.relu(keras.norm(x, "block1_conv1_bn", EPSILON, true));
    x = keras.conv(x, "block1_conv2", 64, 3, VALID, false);
    x = keras.relu(keras.norm(x, "block1_conv2_bn", EPSILON, true));
    x = halving(x, 2, false, 128, 128);
    x = halving(x, 3, true, 256, 256);
    x = halving(x, 4, true, 728, 728);
    for (int block = 5; block <= 12; block++) {
      Tensor y = x;
      for (int i = 1; i <= 3; i++) {
        y = separable(keras.relu(y), "block" + block + "_sepconv" + i, 728);
      }
      x = keras.add(y, x);
    }
    x = halving(x, 13, true, 728, 1024);
    x = keras.relu(separable(x, "block14_sepconv1", 1536));
    x = keras.relu(separable(x, "block14_sepconv2", 2048));
    return keras.dense(keras.globalAverage(x), "predictions", 1000, "softmax");
  }

  private Tensor halving(Tensor input, int block, boolean activated, int first, int second) {
    Tensor shortcut = keras.conv(input, "", second, 1, HALF_SAME, false);
    shortcut = keras.norm(shortcut, "", EPSILON, true);
    Tensor x = activated ? keras.relu(input) : input;
    x = separable(x, "block" + block + "_sepconv1", first);
    x = separable(keras.relu(x), "block" + block + "_sepconv2", second);
    return keras.add(keras.maxPool(x, 3, HALF_SAME), shortcut);
  }

  private Tensor separable(Tensor x, String name, int filters) {
    return keras.norm(keras.separable(x, name, filters, 3, SAME), name + "_bn", EPSILON, true);
  }

  Tensor inceptionV3(Tensor input) {
    Tensor x = stem(input);
    for (int pooled : new int[] {32, 64, 64}) {
      Tensor one = unit(x, 64, 1, 1);
      Tensor five = unit(unit(x, 48, 1, 1), 64, 5, 5);
      Tensor three = unit(unit(unit(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
      x = keras.concat(one, five, three, unit(keras.averagePool(x, 3, SAME), pooled, 1, 1));
    }
    Tensor three = unit(x, 384, 3, 3, HALF);
    Tensor twice = unit(unit(unit(x, 64, 1, 1), 96, 3, 3), 96, 3, 3, HALF);
    x = keras.concat(three, twice, keras.maxPool(x, 3, HALF));
    for (int width : new int[] {128, 160, 160, 192}) {
      Tensor one = unit(x, 192, 1, 1);
      Tensor seven = unit(unit(unit(x, width, 1, 1), width, 1, 7), 192, 7, 1);
      Tensor seven2 = unit(unit(unit(x, width, 1, 1), width, 7, 1), width, 1, 7);
      seven2 = unit(unit(seven2, width, 7, 1), 192, 1, 7);
      x = keras.concat(one, seven, seven2, unit(keras.averagePool(x, 3, SAME), 192, 1, 1));
    }
    three = unit(unit(x, 192, 1, 1), 320, 3, 3, HALF);
    Tensor seven = unit(unit(unit(x, 192, 1, 1), 192, 1, 7), 192, 7, 1);
    seven = unit(seven, 192, 3, 3, HALF);
    x = keras.concat(three, seven, keras.maxPool(x, 3, HALF));
    for (int i = 0; i < 2; i++) {
      Tensor one = unit(x, 320, 1, 1);
      three = unit(x, 384, 1, 1);
      three = keras.concat(unit(three, 384, 1, 3), unit(three, 384, 3, 1));
      twice = unit(unit(x, 448, 1, 1), 384, 3, 3);
      twice = keras.concat(unit(twice, 384, 1, 3), unit(twice, 384, 3, 1));
      x = keras.concat(one, three, twice, unit(keras.averagePool(x, 3, SAME), 192, 1, 1));
    }
    return keras.dense(keras.globalAverage(x), "predictions", 1000, "softmax");
  }

  Tensor inceptionResNetV2(Tensor input) {
    Tensor x = stem(input);
    Tensor one = unit(x, 96, 1, 1);
    Tensor five = unit(unit(x, 48, 1, 1), 64, 5, 5);
    Tensor three = unit(unit(unit(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
    x = keras.concat(one, five, three, unit(keras.averagePool(x, 3, SAME), 64, 1, 1));
    for (int i = 1; i <= 10; i++) {
      one = unit(x, 32, 1, 1);
      Tensor two = unit(unit(x, 32, 1, 1), 32, 3, 3);
      three = unit(unit(unit(x, 32, 1, 1), 48, 3, 3), 64, 3, 3);
      x = residual(x, keras.concat(one, two, three), "block35_" + i, 0.17, true);
    }
    one = unit(x, 384, 3, 3, HALF);
    Tensor two = unit(unit(unit(x, 256, 1, 1), 256, 3, 3), 384, 3, 3, HALF);
    x = keras.concat(one, two, keras.maxPool(x, 3, HALF));
    for (int i = 1; i <= 20; i++) {
      one = unit(x, 192, 1, 1);
      two = unit(unit(unit(x, 128, 1, 1), 160, 1, 7), 192, 7, 1);
      x = residual(x, keras.concat(one, two), "block17_" + i, 0.1, true);
    }
    one = unit(unit(x, 256, 1, 1), 384, 3, 3, HALF);
    two = unit(unit(x, 256, 1, 1), 288, 3, 3, HALF);
    three = unit(unit(unit(x, 256, 1, 1), 288, 3, 3), 320, 3, 3, HALF);
    x = keras.concat(one, two, three, keras.maxPool(x, 3, HALF));
    for (int i = 1; i <= 10; i++) {
      one = unit(x, 192, 1, 1);
      two = unit(unit(unit(x, 192, 1, 1), 224, 1, 3), 256, 3, 1);
      x = residual(x, keras.concat(one, two), "block8_" + i, i == 10 ? 1 : 0.2, i < 10);
    }
    x = keras.conv(x, "conv_7b", 1536, 1, SAME, false);
    x = keras.relu(keras.norm(x, "conv_7b_bn", EPSILON, false));
    return keras.dense(keras.globalAverage(x), "predictions", 1000, "softmax");
  }

  private Tensor residual(Tensor x, Tensor mixed, String name, double scale, boolean activated) {
    Tensor up = keras.conv(mixed, name + "_conv", x.channels(), 1, SAME, true);
    String settings = "\"scale\": " + scale;
    Tensor sum = keras.merge("CustomScaleLayer", settings, (a, b) -> a + b * scale, x, up);
    return activated ? keras.relu(sum) : sum;
  }

  private Tensor stem(Tensor input) {
    Tensor x = unit(unit(input, 32, 3, 3, HALF), 32, 3, 3, VALID);
    x = keras.maxPool(unit(x, 64, 3, 3), 3, HALF);
    return keras.maxPool(unit(unit(x, 80, 1, 1), 192, 3, 3, VALID), 3, HALF);
  }

  private Tensor unit(Tensor x, int filters, int height, int width) {
    return unit(x, filters, height, width, SAME);
  }

  private Tensor unit(Tensor x, int filters, int height, int width, Moves moves) {
    Tensor y = keras.conv(x, "", filters, height, width, moves, false);
    return keras.relu(keras.norm(y, "", EPSILON, false));
  }
}
