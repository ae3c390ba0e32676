package fovea.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    assertTrue(message(cat).startsWith("animal cat, JSON field \"lives\": "), message(cat));
    assertTrue(message(cat.with("lives", 1L << 40)).startsWith("animal cat: expected smaller"));
    assertTrue(message(JsonObject.empty()).contains("\"name\""));
  }

  private String message(JsonValue json) {
    return String.valueOf(
        assertThrows(FormatException.class, () -> animals.read(json)).getMessage());
  }

  @Test
  void aNameBelongsToOneClass() {
    animals.register(CAT);
    var other = Codec.of("cat", Dog.class, Dog::new);
    var e = assertThrows(FormatException.class, () -> animals.register(other));
    assertTrue(e.getMessage().contains("CodecsTest$Cat"), e.getMessage());
  }
}
