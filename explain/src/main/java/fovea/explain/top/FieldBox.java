package fovea.explain.top;

import fovea.graph.ReceptiveField;
import fovea.graph.ReceptiveField.Axis;

/**
 * A rectangle of a network's input, in pixels.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 */
public record FieldBox(int top, int left, int height, int width) {

  /**
   * What of a picture the element at a place of a layer depends on: its receptive field, without
   * what lies outside of the picture.
   *
   * @param field of the layer
   * @param place of the element
   * @param picture all of it
   */
  static FieldBox of(ReceptiveField field, Place place, FieldBox picture) {
    Span rows = Span.of(field.vertical(), place.row(), picture.height);
    Span columns = Span.of(field.horizontal(), place.column(), picture.width);
    return new FieldBox(rows.first, columns.first, rows.size(), columns.size());
  }

  /** A place of a layer's maps. */
  public record Place(int row, int column) {}

  /** From {@code first} up to {@code end}, exclusive. */
  private record Span(int first, int end) {

    static Span of(Axis axis, int element, int length) {
      int start = axis.start() + element * axis.stride();
      // A field in the padding alone shows the pixel next to it.
      int first = Math.clamp(start, 0, length - 1);
      return new Span(first, Math.clamp((long) start + axis.size(), first + 1, length));
    }

    int size() {
      return end - first;
    }
  }

  /** Height × width. */
  @Override
  public String toString() {
    return height + " × " + width + " from row " + top + ", column " + left;
  }
}
