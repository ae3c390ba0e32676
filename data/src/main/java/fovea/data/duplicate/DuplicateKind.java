package fovea.data.duplicate;

/** In what way two pictures are the same. */
public enum DuplicateKind {
  /** All pixels are the same; the files may differ in their notes. */
  SAME_PIXELS("same pixels"),

  /** The same picture, re-encoded or scaled. */
  SAVED_ANEW("re-encoded or scaled"),

  /** One shows a part of the other, a little cut at the edges. */
  CUT("cut at the edges");

  private final String text;

  DuplicateKind(String text) {
    this.text = text;
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}
