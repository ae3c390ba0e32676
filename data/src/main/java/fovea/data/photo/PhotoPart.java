package fovea.data.photo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the photos of a part of a data set are for. */
public enum PhotoPart {
  /** To learn from. */
  TRAIN("train", "training", "trn"),

  /** To be judged by while and after learning. */
  VALIDATION("val", "valid", "validation", "validate", "eval", "evaluation", "dev"),

  /** To be judged by once all is done. */
  TEST("test", "testing", "tests", "tst");

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<String> words;

  PhotoPart(String... words) {
    this.words = List.of(words);
  }

  /** The part that a word in lower case names. */
  static Optional<PhotoPart> of(String word) {
    return Stream.of(values()).filter(part -> part.words.contains(word)).findFirst();
  }

  /** Its most usual name. */
  @Override
  public String toString() {
    return words.getFirst();
  }
}
