package fovea.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorthandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a | {'name':'a'}",
        "a:x=1,y=-0.5,z=0.001 | {'name':'a','x':1,'y':-0.5,'z':0.001}",
        "a:x=true,y=false,z=null,w=word_1 | {'name':'a','x':true,'y':false,'z':null,'w':'word_1'}",
        "a:x=.5,y=+2,z=007 | {'name':'a','x':0.5,'y':2,'z':7}",
        "a:x=3x3,y=1.2.3 | {'name':'a','x':'3x3','y':'1.2.3'}",
        "a:x=1+2+3,y=4 | {'name':'a','x':[1,2,3],'y':4}",
        "a:x=5+ | {'name':'a','x':[5]}",
        "a:x=5+,y=1 | {'name':'a','x':[5],'y':1}",
        "a:x=(b:y=1) | {'name':'a','x':{'name':'b','y':1}}",
        "a:x=(y=1,z=(w=2)) | {'name':'a','x':{'y':1,'z':{'w':2}}}",
        "a:x=(b+c:y=1+2),z=1 | {'name':'a','x':['b',{'name':'c','y':[1,2]}],'z':1}",
        "a:x=(b+) | {'name':'a','x':['b']}",
        "a:x=(+) | {'name':'a','x':[]}",
        "a:x=() | {'name':'a','x':{}}",
        "a:x='b, \\'c\\'' | {'name':'a','x':'b, \\'c\\''}",
        " a : x = 1 + 2 , y = ( b + c ) | {'name':'a','x':[1,2],'y':['b','c']}",
      })
  void standsForAnObject(String text, String json) {
    JsonObject object = Shorthand.read(text.replace('\'', '"'));
    assertEquals(json.replace('\'', '"'), Json.write(object));
    assertEquals(object, Shorthand.read(Shorthand.write(object)), Shorthand.write(object));
  }

  @Test
  void wordsThatWouldBeSomethingElseAreQuoted() {
    for (String word :
        List.of("", "1", "true", "null", ".5", "a b", "a+b", "\"", "x\n", "é", "a:b")) {
      JsonObject object = JsonObject.empty().with("name", "a").with("x", word);
      assertEquals(object, Shorthand.read(Shorthand.write(object)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, -0",
    "15.0, 15",
    "5.0E-4, 0.0005",
    "1.0E-12, 1e-12",
    "1.5E20, 1.5e20",
    "100000000000, 100000000000",
    "1.0E-308, 1e-308",
    "0.1, 0.1"
  })
  void numbersAreShort(String literal, String written) {
    JsonObject object = JsonObject.empty().with("name", "a").with("x", new JsonNumber(literal));
    assertEquals("a:x=" + written, Shorthand.write(object));
    assertEquals(Double.parseDouble(literal), Shorthand.read("a:x=" + written).real("x"));
  }

  @Test
  void severalAreReadOneAfterTheOther() {
    assertEquals(
        "[{\"name\":\"a\"},{\"name\":\"b\",\"x\":[1,2]},{\"name\":\"c\",\"y\":\"d\"}]",
        Json.write(new JsonArray(List.copyOf(Shorthand.readAll("a+b:x=1+2+c:y=d")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:| key=value", "a:x| key=value", "a:x=| a value", "a b| the end", "a:x=1)| the end",
        "a:x=(b| a closing", "a:x=(b,c)| a closing", "+a| a name", "a+| a name",
            "a:x=b:y=1| the end",
        "1| a name",
      })
  void whatIsOfAnotherFormIsASentence(String text, String expected) {
    String message =
        assertThrows(FormatException.class, () -> Shorthand.readAll(text)).getMessage();
    assertTrue(message.startsWith("\"%s\": expected %s".formatted(text, expected)), message);
  }

  @Test
  void depthAndLengthAreBounded() {
    String deep = "a:x=" + "(x=".repeat(40) + "1" + ")".repeat(40);
    assertThrows(FormatException.class, () -> Shorthand.read(deep));
    assertThrows(FormatException.class, () -> Shorthand.read("a".repeat(10_001)));
  }
}
