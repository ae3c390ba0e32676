package fovea.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    var object =
        (JsonObject)
            Json.parse(
                """
                {"text": "a\\n\\u00e9\\ud83d\\ude00é", "whole": -12, "real": 1.5e-3,
                 "yes": true, "no": false, "none": null, "list": [1, [2, {}], "x"]}
                """,
                "test");
    assertEquals("a\né😀é", object.string("text"));
    assertEquals(-12, object.integer("whole"));
    assertEquals(0.0015, object.real("real"));
    assertTrue(object.flag("yes"));
    assertEquals(new JsonNull(), object.member("none"));
    assertEquals(3, object.array("list").values().size());
  }

  @Test
  void aMemberThatIsMissingMayHaveADefault() {
    var object = JsonObject.empty().with("real", 0.5).with("text", "a");
    assertEquals(0.5, object.real("real", 2));
    assertEquals(2, object.real("other", 2));
    assertEquals(3, object.integer("other", 3));
    assertEquals("b", object.string("other", "b"));
    assertTrue(object.flag("other", true));
    assertThrows(FormatException.class, () -> object.real("text", 2));
  }

  @Test
  void writesWhatItReads() {
    String text = "{\"b\":[1,2.50,-0,\"q\\\"\\\\\\n\\u0001é\"],\"a\":{\"x\":null,\"y\":[]}}";
    JsonValue value = Json.parse(text, "test");
    assertEquals(text, Json.write(value), "order and spelling are kept");
    assertEquals(value, Json.parse(Json.pretty(value), "test"));
  }

  @Test
  void indentsForPeople() {
    var value = JsonObject.empty().with("a", 1).with("b", JsonArray.of(0.5, 2)).with("c", true);
    assertEquals(
        """
        {
          "a": 1,
          "b": [
            0.5,
            2.0
          ],
          "c": true
        }
        """,
        Json.pretty(value));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals(
        "\"\\u001b[2J\\u007f\\u009b31m\"", Json.write(new JsonString("\u001b[2J\u007f\u009b31m")));
  }

  @Test
  void whatIsNoNumberIsNull() {
    assertEquals(JsonNumber.of(0.5), JsonNumber.orNull(0.5));
    assertEquals(new JsonNull(), JsonNumber.orNull(Double.NaN));
    assertEquals(new JsonNull(), JsonNumber.orNull(Double.NEGATIVE_INFINITY));
  }

  @Test
  void realNumbersKeepTheirBits() {
    for (double number : new double[] {0.1, 1e-310, Math.PI * 1e200, -0.0, 3}) {
      assertEquals(number, JsonNumber.of(number).toDouble());
    }
    assertThrows(FormatException.class, () -> JsonNumber.of(Double.NaN));
    assertEquals(Long.MIN_VALUE, JsonNumber.of(Long.MIN_VALUE).toLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "[1 2]",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "--1",
        "NaN",
        "nul",
        "tru e",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\t\"",
        "[] []",
        "{\"a\":1,\"a\":2}",
        "'a'",
        "// x\n1",
        "\u0000",
        "[1\u0000]"
      })
  void refusesWhatIsNotStrictJson(String text) {
    var error = assertThrows(FormatException.class, () -> Json.parse(text, "some.json"));
    assertTrue(error.getMessage().startsWith("some.json: expected "), error.getMessage());
  }

  @Test
  void boundsDepthAndNumbers() {
    String deep = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    Json.parse(deep, "test");
    assertThrows(FormatException.class, () -> Json.parse("[" + deep + "]", "test"));
    assertThrows(FormatException.class, () -> Json.parse("[".repeat(1_000_000), "test"));
    assertThrows(FormatException.class, () -> Json.parse("1".repeat(1_001), "test"));
    String many = "[" + "0,".repeat(Json.MAX_VALUES - 2) + "0]";
    Json.parse(many, "test");
    assertThrows(FormatException.class, () -> Json.parse("[" + many + "]", "test"));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    var bytes = ByteBuffer.wrap(new byte[] {'"', (byte) 0xC3, '"'});
    assertThrows(FormatException.class, () -> Json.parse(bytes, "test"));
  }

  @Test
  void namesTheFieldThatIsWrong() {
    var object = JsonObject.empty().with("size", "large").with("list", JsonArray.of(1, 2));
    var error = assertThrows(FormatException.class, () -> object.integer("size"));
    assertTrue(error.getMessage().contains("\"size\": expected a number, found a string"));
    assertThrows(FormatException.class, () -> object.object("absent"));
    assertThrows(FormatException.class, () -> object.array("list").strings());
    assertThrows(FormatException.class, () -> JsonNumber.of(1.5).toLong());
    assertArrayEquals(new long[] {1, 2}, object.array("list").longs());
    assertEquals(List.of("x"), JsonArray.ofStrings(List.of("x")).strings());
  }
}
