package fovea.format.hdf5;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HDF5 file as Keras uses them: groups, arrays, and texts as attributes. Links to elsewhere are
 * not followed. Errors of jHDF pass through, see {@link Contained}.
 */
final class Hdf5 {
  static final String AGAIN = "Get the file again, or save the model again";

  private static final int SHORTEST = 48;
  private static final ValueLayout.OfLong ADDRESS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** SLF4J would otherwise say on the error stream that nobody listens. */
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  static {
    if (System.getProperty(VERBOSITY) == null) {
      System.setProperty(VERBOSITY, "ERROR");
    }
  }

  private final HdfFile file;
  private final Hdf5Arrays arrays;
  private final Texts texts;

  /**
   * Opens the file with these bytes; arrays are views of them.
   *
   * @throws FormatException if it is no HDF5 file, or ends too early
   */
  Hdf5(MemorySegment content) {
    checkStart(content);
    this.file = new HdfFile(new GuardedChannel(content));
    this.arrays = new Hdf5Arrays(content, file.getUserBlockSize());
    this.texts = new Texts(file);
  }

  private static void checkStart(MemorySegment content) {
    // HDF5 may begin after a block of the user's own; Keras never writes one.
    MemorySegment signature =
        MemorySegment.ofArray(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
    boolean whole = content.byteSize() >= SHORTEST;
    if (!whole || content.asSlice(0, signature.byteSize()).mismatch(signature) != -1) {
      throw new FormatException(
          "start", "expected HDF5's signature, found other bytes", "Name a .h5 or .keras file");
    }
    // Where the file says that it ends; addresses of other than 8 bytes are jHDF's business.
    byte version = content.get(ValueLayout.JAVA_BYTE, 8);
    long end = version < 2 ? content.get(ADDRESS, 40) : content.get(ADDRESS, 28);
    byte width = content.get(ValueLayout.JAVA_BYTE, version < 2 ? 13 : 9);
    if (width == Long.BYTES && end > content.byteSize()) {
      throw new FormatException(
          "end",
          String.format(
              Locale.ROOT, "expected a file of %,d bytes, found only %,d", end, content.byteSize()),
          AGAIN);
    }
  }

  /** The outermost group. */
  Group root() {
    return file;
  }

  /** The group of that name in {@code parent}, if there is one. */
  static Optional<Group> find(Group parent, String name) {
    return child(parent, name) instanceof Group group ? Optional.of(group) : Optional.empty();
  }

  /**
   * The group of that name in {@code parent}.
   *
   * @throws FormatException if there is none
   */
  static Group group(Group parent, String name) {
    return find(parent, name)
        .orElseThrow(
            () ->
                new FormatException(
                    place(parent), "expected a group " + excerpt(name) + ", found none", AGAIN));
  }

  /** The groups in {@code parent} by name, in the order of the file. */
  static Map<String, Group> groups(Group parent) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (String name : parent.getChildren().keySet()) {
      find(parent, name).ifPresent(group -> groups.put(name, group));
    }
    return groups;
  }

  /**
   * The array at {@code path}, whose steps are separated by slashes.
   *
   * @throws FormatException if there is none, or it holds no numbers
   */
  NamedArray array(Group parent, String path) {
    String[] steps = path.split("/", -1);
    Group group = parent;
    for (int i = 0; i < steps.length - 1; i++) {
      group = group(group, steps[i]);
    }
    String last = steps[steps.length - 1];
    if (child(group, last) instanceof Dataset dataset) {
      return arrays.read(path, dataset);
    }
    throw new FormatException(
        place(group), "expected an array " + excerpt(last) + ", found none", AGAIN);
  }

  /** The text of an attribute, if there is one. */
  Optional<String> text(Node node, String name) {
    return Optional.ofNullable(node.getAttribute(name)).map(texts::of).map(Hdf5::only);
  }

  private static String only(List<String> found) {
    if (found.size() != 1) {
      throw new FormatException("attribute", "expected one text, found " + found.size(), AGAIN);
    }
    return found.getFirst();
  }

  /**
   * The texts of an attribute. Keras cuts lists over 64 KB, HDF5's limit, into several, with a
   * number at the end.
   */
  Optional<List<String>> texts(Node node, String name) {
    Attribute whole = node.getAttribute(name);
    if (whole != null) {
      return Optional.of(texts.of(whole));
    }
    List<String> joined = new ArrayList<>();
    Attribute part = node.getAttribute(name + 0);
    if (part == null) {
      return Optional.empty();
    }
    for (int i = 1; part != null; i++) {
      joined.addAll(texts.of(part));
      part = node.getAttribute(name + i);
    }
    return Optional.of(joined);
  }

  private static Object child(Group parent, String name) {
    Node child = parent.getChild(name);
    if (child != null && child.isLink()) {
      throw new FormatException(
          place(parent),
          "expected a group or an array " + excerpt(name) + ", found a link to elsewhere",
          "Save the model again with Keras, which writes no links");
    }
    return child == null ? Optional.empty() : child;
  }

  private static String place(Node node) {
    return "group " + excerpt(node.getPath());
  }

  /** A name from a file, shortened and without what a terminal would obey. */
  static String excerpt(String name) {
    String start = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return '"' + start.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
