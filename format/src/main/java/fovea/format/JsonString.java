package fovea.format;

/** A JSON string, unescaped. */
public record JsonString(String value) implements JsonValue {}
