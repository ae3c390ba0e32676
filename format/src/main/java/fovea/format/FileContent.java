package fovea.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the place of a file of numbers by mistake: an empty file, a pointer of Git LFS, a
 * web page, a server's answer. No format of models begins like any of these.
 */
final class FileContent {
  /** As much as is looked at: titles and messages of servers stand near the beginning. */
  private static final int BEGINNING = 1 << 16;

  private static final String DOWNLOAD = "Download the file itself, by its direct link";
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,200}>([^<]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Pattern LFS_SIZE = Pattern.compile("\\nsize (\\d{1,18})");
  private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]{1,200})");

  private FileContent() {}

  /** What was found, and what to do about it. */
  record Mistake(String found, String remedy) {}

  /** Names what the bytes of a file are, if they are none of a model. */
  static Optional<Mistake> mistake(MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      return Optional.of(
          new Mistake(
              "an empty file", "Get the file again: its download or its copy did not begin"));
    }
    byte first = bytes.get(ValueLayout.JAVA_BYTE, 0);
    // Texts begin with a letter, a sign, a byte order mark or white space; few models do.
    boolean text = "v/<{[\r\n\t ".indexOf(first) >= 0 || first == (byte) 0xEF;
    return text ? text(beginning(bytes), bytes.byteSize() <= BEGINNING) : Optional.empty();
  }

  private static String beginning(MemorySegment bytes) {
    byte[] start =
        bytes.asSlice(0, Math.min(BEGINNING, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(start, StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
  }

  private static Optional<Mistake> text(String text, boolean whole) {
    String start = text.substring(0, Math.min(64, text.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs.github.com/")) {
      return Optional.of(pointer(text));
    }
    if (start.startsWith("/annex/objects/")) {
      return Optional.of(
          new Mistake("a pointer of git-annex, not the file itself", "Run git annex get on it"));
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of(
          new Mistake("a web page" + quoted(TITLE.matcher(text)) + ", not the file", DOWNLOAD));
    }
    if (start.startsWith("<?xml") || start.startsWith("<error")) {
      String message = quoted(XML_MESSAGE.matcher(text));
      return Optional.of(
          new Mistake("a text in XML" + message + ", such as servers answer with", DOWNLOAD));
    }
    boolean json = start.startsWith("{") || start.startsWith("[");
    return json ? json(text, whole) : Optional.empty();
  }

  private static Mistake pointer(String text) {
    Matcher size = LFS_SIZE.matcher(text);
    String bytes =
        size.find()
            ? String.format(Locale.ROOT, " of %,d bytes", Long.parseLong(size.group(1)))
            : "";
    return new Mistake(
        "a pointer of Git LFS to a file" + bytes + ", not the file itself",
        "Run git lfs pull in its folder, or download the file by its direct link");
  }

  private static Optional<Mistake> json(String text, boolean whole) {
    if (!whole) {
      return Optional.of(new Mistake("a text in JSON", "Name the file of weights"));
    }
    try {
      return switch (Json.parse(text, "text")) {
        case JsonObject object -> Optional.of(json(object));
        case JsonArray _ -> Optional.of(new Mistake("a list in JSON", "Name the file of weights"));
        default -> Optional.empty();
      };
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private static Mistake json(JsonObject object) {
    if (object.find("class_name").isPresent() && object.find("config").isPresent()) {
      return new Mistake(
          "the description of a Keras model, without weights",
          "Name the file of weights, and this one as the architecture (--arch)");
    }
    if (object.find("weight_map").isPresent()) {
      return new Mistake(
          "the index of weights that are split into several files",
          "Save the model in one file: save_pretrained(…, max_shard_size=\"100GB\")");
    }
    for (String key : List.of("error", "message", "detail")) {
      if (object.find(key).orElse(new JsonNull()) instanceof JsonString(String message)) {
        return new Mistake(
            "a server's answer, " + FormatException.excerpt(message) + ", not the file", DOWNLOAD);
      }
    }
    return new Mistake("a text in JSON", "Name the file of weights");
  }

  private static String quoted(Matcher matcher) {
    return matcher.find() ? " " + FormatException.excerpt(matcher.group(1).strip()) : "";
  }
}
