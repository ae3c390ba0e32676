package fovea.format.onnx;

/** Pieces of possibly hostile strings that are safe to print. */
final class Excerpt {
  private static final int LENGTH = 60;

  private Excerpt() {}

  /** A short, quoted, printable piece of {@code text}. */
  static String of(String text) {
    String head = text.substring(0, Math.min(text.length(), LENGTH));
    String safe = head.replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    return '"' + safe + (text.length() > LENGTH ? "…\"" : "\"");
  }
}
