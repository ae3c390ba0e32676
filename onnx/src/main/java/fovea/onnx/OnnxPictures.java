package fovea.onnx;

import fovea.format.FormatException;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxShape;
import fovea.graph.type.FoveaException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a model takes pictures: what its file declares, and where that is open, what the graph does
 * with them first.
 *
 * @param model takes pictures {@code [n, c, h, w]}, whatever the file has
 * @param channels of a picture; empty if neither the input nor the first convolution tells
 * @param height in pixels, where it is fixed, or that to which the graph resizes first
 * @param width in pixels, likewise
 * @param channelsLast whether the file's own graph takes {@code [n, h, w, c]}
 * @param range the values of pixels
 */
public record OnnxPictures(
    OnnxModel model,
    OptionalInt channels,
    OptionalInt height,
    OptionalInt width,
    boolean channelsLast,
    PixelRange range) {

  /**
   * Reads a model.
   *
   * @throws FormatException if the file is no sound ONNX model
   * @throws FoveaException if it has several inputs
   */
  public static OnnxPictures read(Path file) {
    OnnxModel model = OnnxModel.read(file);
    try {
      return of(model);
    } catch (FormatException | FoveaException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * Looks at the input of a model and at the nodes behind it.
   *
   * @throws FoveaException if it has several inputs
   */
  public static OnnxPictures of(OnnxModel model) {
    var entry = GraphEntry.of(model.graph());
    boolean last = ChannelsLast.is(entry);
    OnnxModel ordered =
        last ? model.graph(ChannelsLast.first(model.graph(), entry.input())) : model;
    List<OnnxDimension> declared =
        GraphEntry.of(ordered.graph()).input().shape() instanceof OnnxShape.Ranked(var dimensions)
            ? dimensions
            : List.of();
    return new OnnxPictures(
        ordered,
        size(declared, 1).isPresent() ? size(declared, 1) : entry.channels(),
        size(declared, 2).isPresent() ? size(declared, 2) : entry.height(),
        size(declared, 3).isPresent() ? size(declared, 3) : entry.width(),
        last,
        entry.range());
  }

  private static OptionalInt size(List<OnnxDimension> declared, int axis) {
    return declared.size() == 4
            && declared.get(axis) instanceof OnnxDimension.Fixed(long size)
            && size > 0
            && size <= Integer.MAX_VALUE
        ? OptionalInt.of((int) size)
        : OptionalInt.empty();
  }
}
