package fovea.app.duplicates;

import fovea.data.duplicate.DuplicateKind;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Photos that show the same, and where they lie.
 *
 * @param files the photos
 * @param places of each
 * @param kind in what way they are the same
 * @param likeness of the least alike, up to 1
 */
record FoundGroup(List<Path> files, List<PhotoPlace> places, DuplicateKind kind, double likeness) {

  FoundGroup {
    files = List.copyOf(files);
    places = List.copyOf(places);
  }

  /** How much harm the photos do, the most first. */
  enum Harm {
    /** One of the labels is wrong. */
    TWO_CLASSES("two classes"),
    /** What is judged by was learned from. */
    TWO_PARTS("two parts"),
    /** A photo counts twice. */
    ONE_CLASS("one class");

    private final String text;

    Harm(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Harm harm() {
    if (places.stream().map(PhotoPlace::label).distinct().count() > 1) {
      return Harm.TWO_CLASSES;
    }
    return places.stream().map(PhotoPlace::part).distinct().count() > 1
        ? Harm.TWO_PARTS
        : Harm.ONE_CLASS;
  }

  JsonObject json() {
    List<JsonValue> photos = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      photos.add(
          JsonObject.empty()
              .with("file", files.get(i).toString())
              .with("part", places.get(i).part())
              .with("class", places.get(i).label()));
    }
    return JsonObject.empty()
        .with("found_in", harm().toString())
        .with("kind", kind.toString())
        .with("likeness", likeness)
        .with("photos", new JsonArray(photos));
  }
}
