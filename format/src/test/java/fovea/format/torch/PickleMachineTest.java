package fovea.format.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.format.torch.container.PickleSource;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of all protocols. */
class PickleMachineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I-12\\n | -12",
        "L123456789012345678901234567890L\\n | 123456789012345678901234567890",
        "L5\\n | 5",
        "J\\xfe\\xff\\xff\\xff | -2",
        "K\\xff | 255",
        "M\\x01\\x02 | 513",
        "\\x8a\\x00 | 0",
        "\\x8a\\x01\\xff | -1",
        "\\x8a\\x02\\xff\\x00 | 255",
        "\\x8b\\x01\\x00\\x00\\x00\\x7f | 127",
      })
  void wholeNumbers(String pickle, BigInteger expected) {
    assertEquals(new TorchValue.Whole(expected), value(pickle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F1.5\\n | 1.5",
        "F-inf\\n | -Infinity",
        "Fnan\\n | NaN",
        "G\\x3f\\xf8\\x00\\x00\\x00\\x00\\x00\\x00 | 1.5",
      })
  void realNumbers(String pickle, double expected) {
    assertEquals(new TorchValue.Real(expected), value(pickle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X\\x02\\x00\\x00\\x00\\xc3\\xa9 | é",
        "\\x8c\\x01a | a",
        "\\x8d\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00a | a",
        "Va\\u00e9\\u005c\\U0001f600\\n | aé\\😀",
        "U\\x01a | a",
        "T\\x01\\x00\\x00\\x00a | a",
      })
  void texts(String pickle, String expected) {
    assertEquals(new TorchValue.Text(expected), value(pickle));
  }

  @Test
  void truthAndNone() {
    for (String truth : List.of("I01\n", "\\x88")) {
      assertEquals(new TorchValue.Truth(true), value(truth));
    }
    for (String falsehood : List.of("I00\n", "\\x89")) {
      assertEquals(new TorchValue.Truth(false), value(falsehood));
    }
    assertEquals(new TorchValue.None(), value("N"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(K\\x01K\\x02t",
        "(K\\x01K\\x02l",
        "K\\x01K\\x02\\x86",
        "](K\\x01K\\x02e",
        "]K\\x01aK\\x02a",
        "\\x8f(K\\x01K\\x02\\x90",
        "(K\\x01K\\x02\\x91",
        "cbuiltins\\nset\\n](K\\x01K\\x02e\\x85R",
        "ctorch\\nSize\\nK\\x01K\\x02\\x86\\x85\\x81",
        "\\x80\\x04\\x95\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00]\\x94(K\\x01K\\x02e",
        "K\\x09K\\x01K\\x02\\x86q\\x050h\\x05\\x86\\x850h\\x05",
        "(K\\x091K\\x01p7\\n0g7\\nK\\x02\\x86",
        "K\\x010(1(K\\x09K\\x08(0000K\\x01K\\x02\\x86",
        "K\\x01r\\x00\\x00\\x01\\x00K\\x020j\\x00\\x00\\x01\\x000K\\x02\\x86",
      })
  void sequences(String pickle) {
    var one = new TorchValue.Whole(BigInteger.ONE);
    var two = new TorchValue.Whole(BigInteger.TWO);
    assertEquals(new TorchValue.Sequence(List.of(one, two)), value(pickle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "}U\\x01aNsK\\x05Ns",
        "}(U\\x01aNK\\x05Nu",
        "(U\\x01aNK\\x05Nd",
        "ccollections\\nOrderedDict\\n](](U\\x01aNe](K\\x05Nee\\x85R",
        "ccollections\\nOrderedDict\\n)R(U\\x01aNK\\x05Nu}U\\x09_metadata}sb",
        "ccollections\\nCounter\\n}(U\\x01aNK\\x05Nu\\x85R",
        "ccollections\\ndefaultdict\\nc__builtin__\\nlist\\n\\x85R(U\\x01aNK\\x05Nu",
        "cargparse\\nNamespace\\n)\\x81}(U\\x01aNK\\x05Nub",
        "\\x8c\\x0bcollections\\x8c\\x0bOrderedDict\\x93)R(U\\x01aNK\\x05Nu",
      })
  void dictionaries(String pickle) {
    var entries = new LinkedHashMap<String, TorchValue>();
    entries.put("a", new TorchValue.None());
    entries.put("5", new TorchValue.None());
    assertEquals(new TorchValue.Dict(entries), value(pickle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f8 | \\x00\\x00\\x00\\x00\\x00\\x00\\xf8\\x3f | Real[value=1.5]",
        "f4 | \\x00\\x00\\xc0\\x3f | Real[value=1.5]",
        "i8 | \\x07\\x00\\x00\\x00\\x00\\x00\\x00\\x00 | Whole[value=7]",
        "i4 | \\xfe\\xff\\xff\\xff | Whole[value=-2]",
        "b1 | \\x01 | Truth[value=true]",
        "m8 | abc | Other[description=NumPy scalar \"m8\"]",
      })
  void numbersOfNumpy(String type, String bytes, String expected) {
    String dtype = "cnumpy\ndtype\n(U\\x02%s\\x89\\x88tR(K\\x03U\\x01<NNNK\\x00tb".formatted(type);
    String scalar = "cnumpy.core.multiarray\nscalar\n" + dtype;
    int length = new PickleWriter().python(bytes).bytes().length;
    String raw = "C\\x%02x%s".formatted(length, bytes);
    assertEquals(expected, value(scalar + raw + "\\x86R").toString());
  }

  @Test
  void theLastValueOfAKeyStays() {
    var entries = new LinkedHashMap<String, TorchValue>();
    entries.put("a", new TorchValue.Truth(true));
    assertEquals(new TorchValue.Dict(entries), value("}U\\x01aNsU\\x01a\\x88s"));
  }

  @Test
  void whatSaysNothingIsDescribed() {
    assertEquals(new TorchValue.Other("3 bytes"), value("C\\x03abc"));
    assertEquals(new TorchValue.Other("3 bytes"), value("B\\x03\\x00\\x00\\x00abc"));
    assertEquals(new TorchValue.Other("a device"), value("ctorch\ndevice\nU\\x03cpu\\x85R"));
    assertEquals(new TorchValue.Other("type F16"), value("ctorch\nhalf\n"));
  }

  private static TorchValue value(String pickle) {
    byte[] bytes = new PickleWriter().python(pickle).end();
    Item item = PickleMachine.run(new PickleSource(MemorySegment.ofArray(bytes), "test"));
    var none = new Storages(_ -> MemorySegment.NULL, ByteOrder.LITTLE_ENDIAN, 0);
    return new Freezer(none).freeze(item);
  }
}
