package fovea.format.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles that want to run something, or to fill memory or time. */
class HostilePickleTest {

  private static final int MANY = 1_500_000;

  @TempDir Path folder;

  @Test
  void runsNothing() throws IOException {
    Path proof = folder.resolve("proof");
    byte[] attack =
        PickleWriter.begin().global("os", "system").raw("(").text("touch " + proof).raw("tR").end();
    for (byte[] file :
        List.of(
            TorchWriter.zip(attack, Map.of()).end(),
            TorchWriter.legacy(attack, Map.of()),
            attack)) {
      Path path = Files.write(folder.resolve("model.pth"), file);
      String message = assertThrows(FormatException.class, () -> TorchFile.read(path)).getMessage();
      assertTrue(message.startsWith(path.toString()), message);
      assertTrue(message.contains("found \"os.system\", which is not run"), message);
      assertTrue(message.contains("model.state_dict()"), message);
    }
    assertFalse(Files.exists(proof));
  }

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "builtins, eval",
    "builtins, getattr",
    "__builtin__, exec",
    "torch.jit, load",
    "torch.serialization, load",
    "torch._utils, _import_dotted_name",
    "torch, load",
    "torchvision.models.resnet, ResNet",
    "java.lang, Runtime",
    "fovea.format.torch, Globals",
    "'', ''",
    "collections, OrderedDict.__init__",
  })
  void otherNamesAreRefused(String module, String name) {
    String message = message(PickleWriter.begin().global(module, name).raw("."));
    assertTrue(message.contains("which is not run"), message);
    String newer = message(PickleWriter.begin().text(module).text(name).op(0x93).raw("."));
    assertTrue(newer.contains("which is not run"), newer);
  }

  @ParameterizedTest
  @CsvSource({
    "torch, ComplexFloatStorage, complex",
    "torch, complex64, complex",
    "torch, QInt8Storage, quantized",
    "torch._utils, _rebuild_qtensor, quantized",
    "torch._utils, _rebuild_sparse_tensor, sparse",
    "torch._utils, _rebuild_nested_tensor, nested",
    "torch, float8_e4m3fn, another kind",
    "torch, uint16, another kind",
  })
  void otherTensorsAreNamed(String module, String name, String kind) {
    String message = message(PickleWriter.begin().global(module, name).raw("."));
    assertTrue(message.contains(kind), message);
    assertTrue(message.contains(name), message);
  }

  @ParameterizedTest
  @CsvSource({
    "0x82, EXT1",
    "0x84, EXT4",
    "0x92, NEWOBJ_EX",
    "0x97, NEXT_BUFFER",
    "0x69, INST",
    "0x6F, OBJ",
    "0x53, STRING",
  })
  void otherInstructionsAreNamed(String code, String name) {
    String message = message(PickleWriter.begin().op(Integer.decode(code)));
    assertTrue(message.contains("found " + name), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expected a value on the stack | .",
        "expected a value on the stack | a.",
        "expected a value on the stack | (R.",
        "expected a mark | t.",
        "expected a mark | 1.",
        "expected one value at the end | NN.",
        "expected one value at the end | (N.",
        "expected a value remembered as 5 | h\\x05.",
        "expected a list | NNa.",
        "expected a list | )Na.",
        "expected a dictionary | ]NNs.",
        "expected a dictionary | }(Nu.",
        "as key | })Ns.",
        "expected a function | N)R.",
        "expected a function | ccollections\\nOrderedDict\\n]R.",
        "can have a state | ]}b.",
        "expected an instruction | \\x01.",
        "expected a pickle of protocol | \\x80\\x09N.",
        "expected a number | Ix\\n.",
        "expected a number | Fx\\n.",
        "expected a character after | V\\u12\\n.",
        "expected 1 more | N",
        "expected 100 more | U\\x64abc.",
        "the name of a function | NN\\x93.",
        "expected 4,294,967,295 more | X\\xff\\xff\\xff\\xff",
        "expected -1 more | T\\xff\\xff\\xff\\xff",
        "expected -1 more | \\x8d\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff",
        "of at most 80 bytes | \\x8b\\xff\\xff\\xff\\x7f",
      })
  void nonsenseIsASentence(String expected, String pickle) {
    String message = message(new PickleWriter().python(pickle));
    assertTrue(message.contains(expected), message);
  }

  @Test
  void memoBombsAreRefused() {
    var bomb = PickleWriter.begin().raw("](NNe").put(0);
    for (int i = 0; i < 60; i++) {
      bomb.raw("0](").recall(i).recall(i).raw("e").put(i + 1);
    }
    assertTrue(message(bomb.raw(".")).contains("expected at most 2,000,000 values"));
  }

  @Test
  void valuesInThemselvesAreRefused() {
    String list = message(PickleWriter.begin().raw("]").put(0).recall(0).raw("a."));
    assertTrue(list.contains("200 nested levels"), list);
    String dict = message(PickleWriter.begin().raw("}").put(0).text("a").recall(0).raw("s."));
    assertTrue(dict.contains("200 nested levels"), dict);
  }

  @Test
  void deepNestingIsRefused() {
    String tuples = message(new PickleWriter().raw(")").raw("\u0085".repeat(MANY)).raw("."));
    assertTrue(tuples.contains("200 nested levels"), tuples);
    String lists = message(new PickleWriter().raw("]".repeat(MANY)).raw("a".repeat(MANY - 1)));
    assertTrue(lists.contains("expected at most 2,000,000 instructions"), lists);
  }

  @Test
  void hugeCountsAreRefused() {
    String pushed = message(new PickleWriter().raw("N".repeat(2_000_001)));
    assertTrue(pushed.contains("expected at most 2,000,000 instructions"), pushed);
    String marks = message(new PickleWriter().raw("(".repeat(2_000_001)));
    assertTrue(marks.contains("expected at most 2,000,000 instructions"), marks);
  }

  @Test
  void copiesAreBounded() {
    var list = PickleWriter.begin().raw("](" + "N".repeat(100_000) + "e").put(0).raw("0");
    for (String function : List.of("set", "list")) {
      var pickle = new PickleWriter().raw(list.bytes());
      for (int i = 0; i < 1_000; i++) {
        pickle.global("builtins", function).recall(0).op(0x85).raw("R0");
      }
      assertTrue(message(pickle).contains("copies: expected at most"));
    }
    var dictionaries = PickleWriter.begin().raw("}(");
    for (int i = 0; i < 50_000; i++) {
      dictionaries.whole(i).raw("N");
    }
    dictionaries.raw("u").put(0).raw("0");
    for (int i = 0; i < 1_000; i++) {
      dictionaries.global("collections", "OrderedDict").recall(0).op(0x85).raw("R0");
    }
    assertTrue(message(dictionaries).contains("copies: expected at most"));
    var text = PickleWriter.begin().text("x".repeat(1_000_000)).put(0).raw("0");
    for (int i = 0; i < 1_000; i++) {
      text.global("_codecs", "encode").recall(0).op(0x85).raw("R0");
    }
    assertTrue(message(text).contains("copies: expected at most"));
  }

  @Test
  void namesAreBounded() {
    var pickle = PickleWriter.begin().raw("}").text("x".repeat(1_000_000)).raw("}(");
    var storages = TorchWriter.storages(TorchWriter.floats(1));
    var view = new TorchWriter.View("a", 0, 0, List.of(1L), List.of(1L));
    TorchWriter.tensor(pickle.text("0"), view, storages, false).put(0);
    for (int i = 1; i < 1_000; i++) {
      pickle.text(Integer.toString(i)).recall(0);
    }
    byte[] file = TorchWriter.zip(pickle.raw("us.").bytes(), storages).end();
    TorchValue content = TorchReader.read(MemorySegment.ofArray(file));
    var error = assertThrows(FormatException.class, () -> StateDictFinder.find(content));
    assertTrue(error.getMessage().contains("names of tensors: expected at most"));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 1, 0, expected a storage of at least 28 bytes",
    "2, 1, 5, expected a storage of at least 28 bytes",
    "2, 6, 0, expected a storage of at least 28 bytes",
    "-1, 1, 0, no negative",
    "1, -1, 0, no negative",
    "1, 1, -1, no negative",
    "2, 9223372036854775807, 5, too large for 64 bits",
    "9223372036854775807, 0, 0, fits into 64 bits",
    "2305843009213693952, 0, 0, fits into 64 bits",
    "100000000, 0, 0, tensors that are no views: expected at most",
  })
  void tensorsBeyondTheirStorageAreRefused(long size, long stride, long offset, String expected) {
    String message =
        tensorMessage(new TorchWriter.View("a", 0, offset, List.of(size), List.of(stride)));
    assertTrue(message.contains(expected), message);
  }

  @Test
  void shapesBeyondReasonAreRefused() {
    List<Long> ones = Collections.nCopies(65, 1L);
    String many = tensorMessage(new TorchWriter.View("a", 0, 0, ones, ones));
    assertTrue(many.contains("at most 64 dimensions"), many);
    String uneven = tensorMessage(new TorchWriter.View("a", 0, 0, List.of(1L, 1L), List.of(1L)));
    assertTrue(uneven.contains("as many strides as dimensions"), uneven);
    long large = 1L << 40;
    String product =
        tensorMessage(new TorchWriter.View("a", 0, 0, List.of(large, large), List.of(0L, 0L)));
    assertTrue(product.contains("too large for 64 bits"), product);
  }

  @Test
  void storagesThatLieAreRefused() {
    var claimed = new TorchWriter.Storage("FloatStorage", 4, new byte[400]);
    var pickle =
        TorchWriter.pickle(
            TorchWriter.storages(claimed),
            false,
            new TorchWriter.View("a", 0, 0, List.of(1L), List.of(1L)));
    byte[] zip = TorchWriter.zip(pickle, TorchWriter.storages(TorchWriter.floats(1))).end();
    String message = messageOf(zip);
    assertTrue(message.contains("expected 400 bytes from byte 0, found 4"), message);
    String absent = messageOf(TorchWriter.zip(pickle, Map.of()).end());
    assertTrue(absent.contains("entry \"data/0\": expected it in the zip file"), absent);
    byte[] legacy =
        TorchWriter.legacy(
            TorchWriter.storages(TorchWriter.floats(1)),
            new TorchWriter.View("a", 0, 0, List.of(1L), List.of(1L)));
    TorchWriter.little(8).putLong(Long.MAX_VALUE / 2).flip().get(legacy, legacy.length - 12, 8);
    assertTrue(messageOf(legacy).contains("fits into 64 bits"), messageOf(legacy));
  }

  @Test
  void messagesStayShort() {
    String message =
        message(PickleWriter.begin().global("x".repeat(50_000), "y\u001b[2J").raw("."));
    assertTrue(message.length() < 400, message);
    assertEquals(-1, message.indexOf('\u001b'));
  }

  private static String tensorMessage(TorchWriter.View view) {
    return messageOf(
        TorchWriter.zip(TorchWriter.storages(TorchWriter.floats(0, 1, 2, 3, 4, 5)), view));
  }

  private static String message(PickleWriter pickle) {
    return messageOf(TorchWriter.zip(pickle.bytes(), Map.of()).end());
  }

  private static String messageOf(byte[] file) {
    var bytes = MemorySegment.ofArray(file);
    return assertThrows(FormatException.class, () -> TorchReader.read(bytes)).getMessage();
  }
}
