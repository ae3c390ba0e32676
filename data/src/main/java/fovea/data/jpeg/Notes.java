package fovea.data.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What programs and cameras note beside the picture, in segments that decoders may skip. */
final class Notes {

  private static final int SHORTEST_JFIF = 14;
  private static final int SHORTEST_ADOBE = 12;
  private static final String EXIF = "Exif\0\0";

  private static final int TIFF_HEADER = 8;

  private Optional<byte[]> exif = Optional.empty();
  private boolean jfif;

  /** Adobe's note on the colors: 0 for none, 1 for differences, 2 for differences and black. */
  private int adobe = -1;

  /** Reads a segment if it is one of those that matter. */
  void read(int marker, Segment segment) {
    switch (marker) {
      case Markers.JFIF -> jfif |= segment.left() >= SHORTEST_JFIF && segment.startsWith("JFIF\0");
      case Markers.EXIF -> readExif(segment);
      case Markers.ADOBE -> readAdobe(segment);
      default -> {}
    }
  }

  private void readExif(Segment segment) {
    if (exif.isEmpty() && segment.startsWith(EXIF)) {
      segment.bytes(EXIF.length());
      exif = Optional.of(segment.bytes(segment.left()));
    }
  }

  private void readAdobe(Segment segment) {
    if (segment.left() >= SHORTEST_ADOBE && segment.startsWith("Adobe")) {
      segment.bytes(SHORTEST_ADOBE - 1);
      adobe = segment.u8();
    }
  }

  /** Content of the camera's notes, a TIFF structure, if there are any before the picture. */
  Optional<byte[]> exif() {
    return exif;
  }

  /** Whether the camera's notes are not what they should be: a TIFF structure with a directory. */
  boolean isExifDamaged() {
    return exif.filter(tiff -> !hasDirectory(tiff)).isPresent();
  }

  private static boolean hasDirectory(byte[] tiff) {
    if (tiff.length < TIFF_HEADER) {
      return false;
    }
    String order = new String(tiff, 0, 4, StandardCharsets.ISO_8859_1);
    boolean little = order.equals("II*\0");
    if (!little && !order.equals("MM\0*")) {
      return false;
    }
    ByteBuffer content =
        ByteBuffer.wrap(tiff).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return Integer.toUnsignedLong(content.getInt(4)) + 2 <= tiff.length;
  }

  /** As libjpeg guesses: the notes of JFIF and Adobe first, then the components' names. */
  ColorSpace colors(List<Component> components) {
    return switch (components.size()) {
      case 1 -> ColorSpace.GRAY;
      case 3 -> {
        if (jfif) {
          yield ColorSpace.YCC;
        }
        boolean named =
            components.get(0).id() == 'R'
                && components.get(1).id() == 'G'
                && components.get(2).id() == 'B';
        yield adobe == 0 || (adobe < 0 && named) ? ColorSpace.RGB : ColorSpace.YCC;
      }
      default -> adobe <= 0 ? ColorSpace.CMYK : ColorSpace.YCCK;
    };
  }
}
