package fovea.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecsTest {

  private interface Animal {}

  private record Cat(int lives) implements Animal {}

  private record Dog() implements Animal {}

  private static final Codec<Cat> CAT =
      new Codec<>(
          "cat",
          Cat.class,
          cat -> JsonObject.empty().with("lives", cat.lives()),
          json -> new Cat(Math.toIntExact(json.integer("lives"))));

  private final Codecs<Animal> animals = new Codecs<>("animal", List.of(CAT));

  @Test
  void readBackWhatTheyWrote() {
    animals.register(Codec.of("dog", Dog.class, Dog::new));
    List<Animal> all = List.of(new Cat(9), new Dog());
    JsonArray json = animals.writeAll(all);
    assertEquals("[{\"name\":\"cat\",\"lives\":9},{\"name\":\"dog\"}]", Json.write(json));
    assertEquals(all, animals.readAll(json));
    assertEquals(List.of("cat", "dog"), animals.names());
  }

  @Test
  void whatHasNoCodecIsToldOnly() {
    JsonValue told = animals.write(new Dog());
    assertEquals(new JsonString("Dog[]"), told);
    assertEquals(
        "animal: expected one of cat, found \"Dog[]\". Register its codec before.", message(told));
    assertEquals("\"fovea.format.CodecsTest$1\"", Json.write(animals.write(new Animal() {})));
  }

  @Test
  void whatDoesNotFitIsASentence() {
    assertTrue(message(JsonNumber.of(3)).startsWith("animal: expected an object, found a number."));
    JsonObject cat = JsonObject.empty().with("name", "cat");
    assertTrue(message(cat).startsWith("animal cat, field \"lives\": "), message(cat));
    assertTrue(message(cat.with("lives", 1L << 40)).startsWith("animal cat: expected smaller"));
    assertTrue(message(JsonObject.empty()).contains("\"name\""));
  }

  private String message(JsonValue json) {
    return String.valueOf(
        assertThrows(FormatException.class, () -> animals.read(json)).getMessage());
  }

  private record Flock(List<Integer> sizes, double share, boolean wild) implements Animal {}

  private static final Codec<Flock> FLOCK =
      new Codec<>(
              "flock",
              Flock.class,
              flock ->
                  JsonObject.empty()
                      .with("sizes", JsonArray.of(longs(flock.sizes())))
                      .with("share", flock.share())
                      .with("wild", flock.wild()),
              json -> new Flock(sizes(json), json.real("share"), json.flag("wild")))
          .usual(new Flock(List.of(3, 4), 0.5, false));

  private static long[] longs(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).toArray();
  }

  private static List<Integer> sizes(JsonObject json) {
    return LongStream.of(json.array("sizes").longs()).mapToObj(Math::toIntExact).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flock | flock",
        "flock:wild=true | flock:wild=true",
        "flock:share=0.50 | flock",
        "flock: sizes = 7 , share = 1e-5 | flock:sizes=7+,share=0.00001",
        "flock:sizes=1+2+3 | flock:sizes=1+2+3",
      })
  void areTyped(String typed, String shortest) {
    animals.register(FLOCK);
    Animal value = animals.parse(typed);
    assertEquals(shortest, animals.text(value));
    assertEquals(value, animals.parse(shortest));
    assertEquals(value, animals.read(animals.write(value)));
  }

  @Test
  void severalAreJoinedByPlusSigns() {
    animals.register(FLOCK);
    List<Animal> all = animals.parseAll("cat:lives=9+flock:sizes=1+2+cat:lives=7");
    assertEquals(List.of(new Cat(9), new Flock(List.of(1, 2), 0.5, false), new Cat(7)), all);
    assertEquals("cat:lives=9+flock:sizes=1+2+cat:lives=7", animals.textOfAll(all));
    assertEquals(List.of("cat", "flock:sizes=3+4,share=0.5,wild=false"), animals.forms());
  }

  @Test
  void anExampleIsTheFormButNoDefault() {
    animals.register(FLOCK.example(new Flock(List.of(9, 8), 0.1, true)));
    assertEquals("flock:sizes=9+8,share=0.1,wild=true", animals.forms().getLast());
    assertEquals(new Flock(List.of(3, 4), 0.5, false), animals.parse("flock"));
  }

  @Test
  void whatIsLeftOutIsThatOfTheUsualOneOfItsClass() {
    animals.register(FLOCK);
    List<Animal> usual = List.of(new Flock(List.of(1), 0.1, true), new Cat(7));
    assertEquals(new Flock(List.of(1), 0.9, true), animals.parse("flock:share=0.9", usual));
    assertEquals(new Cat(7), animals.parse("cat", usual));
  }

  @Test
  void aNameAloneInAFileIsTheUsualOne() {
    animals.register(FLOCK);
    assertEquals(new Flock(List.of(3, 4), 0.5, false), animals.read(new JsonString("flock")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flok | animal: there is none called \"flok\". Did you mean flock?",
        "snake | animal: there is none called \"snake\". Choose from cat, flock.",
        "flock:shre=1 | animal flock, \"shre\": there is no such field. Did you mean share?",
        "cat:lives=9,tail=1 | animal cat, \"tail\": there is no such field. Choose from lives.",
        "flock:share=big | animal flock, field \"share\": expected a number, found a string. Write"
            + " it as flock:sizes=3+4,share=0.5,wild=false.",
        "flock:sizes=1.5 | animal flock, JSON: expected a whole number of at most 64 bits, found",
        "flock:share | \"flock:share\": expected key=value, found \"share\". Write it as"
            + " name:key=v",
        "flock+flock | expected one of them, found more than one",
        "flock:share=1 2 | expected the end, or a comma or a plus sign, found \"2\"",
        "flock:share=1,share=2 | expected each key once, found \"share\" again",
        "'' | \"\": expected a name, found nothing more",
        "'flock:share=(1' | expected a closing parenthesis, found nothing more",
      })
  void whatIsTypedWronglyIsASentence(String typed, String sentence) {
    animals.register(FLOCK);
    String message = assertThrows(FormatException.class, () -> animals.parse(typed)).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void aNameBelongsToOneClass() {
    animals.register(CAT);
    var other = Codec.of("cat", Dog.class, Dog::new);
    var e = assertThrows(FormatException.class, () -> animals.register(other));
    assertTrue(e.getMessage().contains("CodecsTest$Cat"), e.getMessage());
  }
}
