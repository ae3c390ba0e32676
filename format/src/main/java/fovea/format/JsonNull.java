package fovea.format;

/** JSON's {@code null}. */
public record JsonNull() implements JsonValue {}
