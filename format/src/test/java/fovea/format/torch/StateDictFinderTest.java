package fovea.format.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictFinderTest {

  private static final TorchValue TENSOR =
      new TorchValue.Tensor(ArrayDType.U8, List.of(1L), MemorySegment.ofArray(new byte[1]));
  private static final TorchValue NUMBER = new TorchValue.Whole(BigInteger.TEN);
  private static final TorchValue OPTIMIZER =
      dict(
          "state",
          dict("0", dict("exp_avg", TENSOR)),
          "param_groups",
          new TorchValue.Sequence(List.of()));

  @Test
  void plainStateDict() {
    TorchFile file = StateDictFinder.find(dict("conv.weight", TENSOR, "conv.bias", TENSOR));
    assertEquals(List.of("conv.weight", "conv.bias"), names(file));
    assertEquals("", file.prefix());
    assertEquals(List.of(), file.skipped());
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model", "model_state_dict", "net", "weights", "my_net"})
  void insideACheckpoint(String key) {
    TorchFile file =
        StateDictFinder.find(
            dict(
                "epoch",
                NUMBER,
                "best",
                TENSOR,
                "optimizer",
                OPTIMIZER,
                key,
                dict("fc.weight", TENSOR)));
    if (key.equals("my_net")) {
      assertEquals(List.of("best", "my_net.fc.weight"), names(file), "a guess would be risky");
    } else {
      assertEquals(List.of("fc.weight"), names(file));
      assertEquals(
          List.of(
              new TorchFile.Skipped("epoch", "a number"),
              new TorchFile.Skipped("best", "a tensor"),
              new TorchFile.Skipped("optimizer", "the state of the training")),
          file.skipped());
    }
  }

  @Test
  void theOnlyStateDictOfAnyName() {
    TorchFile file =
        StateDictFinder.find(
            dict("netG", dict("fc.weight", TENSOR), "optimizer_g", dict("0", TENSOR), "x", NUMBER));
    assertEquals(List.of("fc.weight"), names(file));
    assertEquals(
        List.of("optimizer_g", "x"), file.skipped().stream().map(TorchFile.Skipped::name).toList());
  }

  @Test
  void levelsBelowEachOther() {
    TorchFile file =
        StateDictFinder.find(
            dict(
                "model",
                dict("state_dict", dict("fc.weight", TENSOR), "ema", dict("fc.weight", TENSOR))));
    assertEquals(List.of("fc.weight"), names(file));
    assertEquals(
        List.of(new TorchFile.Skipped("model.ema", "a dictionary of 1 tensor")), file.skipped());
  }

  @Test
  void nestedDictionariesAndLists() {
    TorchFile file =
        StateDictFinder.find(
            dict(
                "encoder",
                dict(
                    "weight",
                    TENSOR,
                    "layers",
                    new TorchValue.Sequence(List.of(TENSOR, NUMBER, TENSOR))),
                "decoder",
                dict("weight", TENSOR),
                "sgd",
                OPTIMIZER));
    assertEquals(
        List.of("encoder.weight", "encoder.layers.0", "encoder.layers.2", "decoder.weight"),
        names(file));
    assertEquals(
        List.of("encoder.layers.1", "sgd"),
        file.skipped().stream().map(TorchFile.Skipped::name).toList());
  }

  @Test
  void prefixesOfWrappersAreTakenOff() {
    TorchFile file =
        StateDictFinder.find(
            dict("_orig_mod.module.fc.weight", TENSOR, "_orig_mod.module.fc.bias", TENSOR));
    assertEquals(List.of("fc.weight", "fc.bias"), names(file));
    assertEquals("_orig_mod.module.", file.prefix());
    TorchFile mixed = StateDictFinder.find(dict("module.fc.weight", TENSOR, "fc.bias", TENSOR));
    assertEquals(List.of("module.fc.weight", "fc.bias"), names(mixed));
  }

  @Test
  void namesMustDiffer() {
    var error =
        assertThrows(
            FormatException.class,
            () -> StateDictFinder.find(dict("a.b", TENSOR, "a", dict("b", TENSOR))));
    assertTrue(error.getMessage().contains("\"a.b\": expected every name once"));
  }

  @Test
  void filesWithoutTensorsSayWhatTheyHold() {
    var error = assertThrows(FormatException.class, () -> StateDictFinder.find(dict("a", NUMBER)));
    assertTrue(error.getMessage().contains("found only a dictionary without tensors"));
    assertThrows(FormatException.class, () -> StateDictFinder.find(NUMBER));
  }

  @Test
  void deepTreesOfSharedPartsCostLittle() {
    TorchValue value = dict("a", TENSOR);
    for (int i = 0; i < 15; i++) {
      value = new TorchValue.Sequence(List.of(value, value));
    }
    for (int i = 0; i < 180; i++) {
      value = dict("state_dict", value, "epoch", NUMBER);
    }
    assertEquals(1 << 15, StateDictFinder.find(value).arrays().size());
  }

  @Test
  void aTensorAloneHasAName() {
    assertEquals(List.of("tensor"), names(StateDictFinder.find(TENSOR)));
  }

  private static List<String> names(TorchFile file) {
    return file.arrays().stream().map(NamedArray::name).toList();
  }

  private static TorchValue dict(Object... keysAndValues) {
    var entries = new LinkedHashMap<String, TorchValue>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], (TorchValue) keysAndValues[i + 1]);
    }
    return new TorchValue.Dict(entries);
  }
}
