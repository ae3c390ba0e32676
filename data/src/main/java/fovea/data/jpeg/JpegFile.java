package fovea.data.jpeg;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A JPEG file whose header has been read. */
public final class JpegFile {

  /** More scans than any encoder makes: each costs time, however short it is. */
  private static final int MAX_SCANS = 100;

  private final byte[] data;
  private final Tables tables = new Tables();
  private Optional<Frame> frame = Optional.empty();
  private Optional<byte[]> exif = Optional.empty();
  private boolean jfif;

  /** Adobe's note on the colors: 0 for none, 1 for differences, 2 for differences and black. */
  private int adobe = -1;

  private int position;

  /**
   * Reads up to the dimensions of the picture.
   *
   * @param data the whole file
   * @throws JpegException if it is damaged, or of a kind that cannot be read
   */
  public JpegFile(byte[] data) {
    this.data = data;
    if (data.length < 2 || data[0] != (byte) 0xFF || (data[1] & 0xFF) != Markers.START) {
      throw new JpegException("it does not begin like one");
    }
    position = 2;
    while (frame.isEmpty()) {
      int marker = nextMarker();
      if (marker == Markers.END || marker == Markers.SCAN) {
        throw new JpegException("it has no picture");
      }
      segment(marker);
    }
  }

  /** Columns of pixels. */
  public int width() {
    return frame().width();
  }

  /** Rows of pixels. */
  public int height() {
    return frame().height();
  }

  /** Content of the camera's notes, a TIFF structure, if there are any before the picture. */
  public Optional<byte[]> exif() {
    return exif;
  }

  /** Bytes of memory that the decoding needs. */
  public long memory() {
    Frame it = frame();
    long samples = 0;
    for (Component component : it.components()) {
      long blocks =
          (long) it.unitsAcross() * it.unitsDown() * component.across() * component.down();
      samples += blocks * 64;
    }
    long picture = 3L * it.width() * it.height();
    // Progressive files keep their coefficients, of two bytes each.
    return picture + samples * (it.progressive() ? 3 : 1);
  }

  /**
   * The picture, gray or color.
   *
   * @throws JpegException if it is damaged or cut short
   */
  public Picture decode() {
    Frame it = frame();
    it.allocate();
    boolean complete = false;
    for (int scans = 0; !complete; ) {
      int marker = nextMarker();
      if (marker == Markers.END) {
        transformAll();
        complete = true;
      } else if (marker == Markers.SCAN) {
        scans++;
        if (scans > MAX_SCANS) {
          throw new JpegException(
              String.format(Locale.ROOT, "it has more than %d scans", MAX_SCANS));
        }
        complete = scan();
      } else {
        segment(marker);
      }
    }
    return picture();
  }

  private Frame frame() {
    return frame.orElseThrow(() -> new JpegException("it has no picture"));
  }

  private int nextMarker() {
    position = Markers.next(data, position);
    if (position >= data.length) {
      throw new JpegException("it is cut short");
    }
    return data[position++] & 0xFF;
  }

  private void segment(int marker) {
    if (Markers.isBare(marker)) {
      return;
    }
    var segment = new Segment(data, position);
    position = segment.end();
    switch (marker) {
      case Markers.QUANTIZATION -> tables.readQuantization(segment);
      case Markers.HUFFMAN -> tables.readHuffman(segment);
      case Markers.RESTART_INTERVAL -> tables.readRestartInterval(segment);
      case Markers.JFIF -> jfif |= segment.startsWith("JFIF\0");
      case Markers.EXIF -> readExif(segment);
      case Markers.ADOBE -> readAdobe(segment);
      case Markers.SEQUENTIAL, Markers.EXTENDED, Markers.PROGRESSIVE -> readFrame(marker, segment);
      default -> {
        if (Markers.isFrame(marker)) {
          throw new JpegException("it is " + Markers.frameKind(marker));
        }
      }
    }
  }

  private void readFrame(int marker, Segment segment) {
    if (frame.isPresent()) {
      throw new JpegException("it has two pictures in one");
    }
    frame = Optional.of(Frame.read(segment, marker == Markers.PROGRESSIVE));
  }

  private void readExif(Segment segment) {
    String name = "Exif\0\0";
    if (exif.isEmpty() && segment.startsWith(name)) {
      segment.bytes(name.length());
      exif = Optional.of(segment.bytes(segment.left()));
    }
  }

  private void readAdobe(Segment segment) {
    if (segment.left() >= 12 && segment.startsWith("Adobe")) {
      segment.bytes(11);
      adobe = segment.u8();
    }
  }

  /** Whether the picture is complete with it. */
  private boolean scan() {
    var segment = new Segment(data, position);
    Scan scan = Scan.read(segment, frame(), tables);
    var in = new BitReader(data, segment.end());
    boolean only = !frame().progressive() && scan.parts().size() == frame().components().size();
    if (only) {
      new SequentialScan(frame(), scan, in).decode();
    } else {
      new ProgressiveScan(frame(), scan, in).decode();
    }
    position = in.position();
    return only;
  }

  /** Makes samples of the coefficients that came in several scans. */
  private void transformAll() {
    for (Component component : frame().components()) {
      int[] quantization = component.quantization();
      short[] coefficients = component.coefficients();
      Component.Layout layout = component.layout();
      var transform = new InverseDct(layout.blocksAcross());
      for (int row = 0; row < layout.blocksDown(); row++) {
        int from = row * layout.blocksAcross() * 64;
        for (int i = 0; i < 64; i++) {
          int place = Zigzag.ORDER[i];
          int[] to = transform.coefficients()[place];
          for (int block = 0; block < to.length; block++) {
            to[block] = coefficients[from + block * 64 + place] * quantization[i];
          }
        }
        transform.apply(component.samples(), row * 8 * layout.stride(), layout.stride());
      }
    }
  }

  private Picture picture() {
    Frame it = frame();
    ColorSpace colors = colors();
    var picture = new Picture(new PictureShape(colors.channels(), it.height(), it.width()));
    List<Upsampler> upsamplers =
        it.components().stream().map(component -> new Upsampler(it, component)).toList();
    // Upsampling rounds the width up to whole blocks.
    var samples = new int[upsamplers.size()][it.unitsAcross() * it.across() * 8];
    var row = new int[colors.channels()][samples[0].length];
    for (int y = 0; y < it.height(); y++) {
      for (int i = 0; i < samples.length; i++) {
        upsamplers.get(i).row(y, samples[i]);
      }
      colors.convert(samples, row);
      for (int channel = 0; channel < colors.channels(); channel++) {
        int to = (channel * it.height() + y) * it.width();
        narrow(row[channel], picture.pixels(), to, it.width());
      }
    }
    return picture;
  }

  private static void narrow(int[] row, byte[] pixels, int to, int width) {
    for (int i = 0; i < width; i++) {
      pixels[to + i] = (byte) row[i];
    }
  }

  /** As libjpeg guesses: the notes of JFIF and Adobe first, then the components' names. */
  private ColorSpace colors() {
    List<Component> components = frame().components();
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
