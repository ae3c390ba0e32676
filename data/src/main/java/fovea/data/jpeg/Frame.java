package fovea.data.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a file says of its picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param progressive whether every coefficient comes in several scans
 * @param components one for gray, three for color, four for print colors
 */
record Frame(int width, int height, boolean progressive, List<Component> components) {

  private static final int SIDE = 8;
  private static final int LARGEST_FACTOR = 4;

  /** Reads the content of the frame's segment. */
  static Frame read(Segment segment, boolean progressive) {
    int precision = segment.u8();
    if (precision != SIDE) {
      throw new JpegException(
          String.format(Locale.ROOT, "it has %d bits a sample, only 8 can be read", precision));
    }
    int height = segment.u16();
    int width = segment.u16();
    int count = segment.u8();
    if (count != 1 && count != 3 && count != 4) {
      throw new JpegException(
          String.format(Locale.ROOT, "it has %d components, only 1, 3 or 4 can be read", count));
    }
    List<Component> components = new ArrayList<>();
    segment.requireLeft(3 * count);
    for (int i = 0; i < count; i++) {
      components.add(component(segment, count));
    }
    return new Frame(width, height, progressive, List.copyOf(components));
  }

  private static Component component(Segment segment, int count) {
    int id = segment.u8();
    int factors = segment.u8();
    int across = factors >> 4;
    int down = factors & 0xF;
    if (across < 1 || across > LARGEST_FACTOR || down < 1 || down > LARGEST_FACTOR) {
      throw new JpegException("its components have impossible sizes");
    }
    // A component alone is as large as the picture, whatever its factors.
    return count == 1
        ? new Component(id, 1, 1, segment.u8())
        : new Component(id, across, down, segment.u8());
  }

  /** Largest number of samples across. */
  int across() {
    return components.stream().mapToInt(Component::across).max().orElse(1);
  }

  /** Largest number of samples down. */
  int down() {
    return components.stream().mapToInt(Component::down).max().orElse(1);
  }

  /** Units of an interleaved scan in a row. */
  int unitsAcross() {
    return Math.ceilDiv(width, SIDE * across());
  }

  /** Rows of units of an interleaved scan. */
  int unitsDown() {
    return Math.ceilDiv(height, SIDE * down());
  }

  /** Makes room for the samples of all components. */
  void allocate() {
    for (Component component : components) {
      component.allocate(
          new Component.Layout(
              Math.ceilDiv(width * component.across(), across()),
              Math.ceilDiv(height * component.down(), down()),
              unitsAcross() * component.across(),
              unitsDown() * component.down()));
    }
  }
}
