package fovea.data.jpeg;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A JPEG file whose header has been read. */
public final class JpegFile {

  /** More scans than any encoder makes: each costs time, however short it is. */
  private static final int MAX_SCANS = 100;

  private final byte[] data;
  private final Set<Defect> defects = EnumSet.noneOf(Defect.class);
  private final Tables tables = new Tables();
  private Notes notes = new Notes();
  private Optional<Frame> frame = Optional.empty();
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
      if (marker == Markers.SCAN) {
        throw new JpegException("it has no picture");
      }
      if (marker == Markers.END) {
        startAgain();
      } else {
        segment(marker);
      }
    }
  }

  /** Tables may come in a file of their own before that of the picture. */
  private void startAgain() {
    if (data.length - position < 2
        || data[position] != (byte) 0xFF
        || (data[position + 1] & 0xFF) != Markers.START) {
      throw new JpegException("it has no picture");
    }
    position += 2;
    notes = new Notes();
    tables.noRestarts();
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
    return notes.exif();
  }

  /** What was wrong with the file so far, a clause each, and was put up with. */
  public List<String> warnings() {
    return defects.stream().map(Defect::warning).toList();
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
   * @throws JpegException if it is cut short, or so damaged that libjpeg would not show it
   */
  public Picture decode() {
    Frame it = frame();
    it.allocate();
    note(notes.isExifDamaged(), Defect.EXIF);
    boolean complete = false;
    for (int scans = 0; !complete; ) {
      int marker = nextMarker();
      if (marker == Markers.END) {
        if (scans == 0) {
          throw new JpegException("it has no picture");
        }
        transformAll();
        complete = true;
      } else if (marker == Markers.SCAN) {
        scans++;
        if (scans > MAX_SCANS) {
          throw new JpegException(
              String.format(Locale.ROOT, "it has more than %d scans", MAX_SCANS));
        }
        complete = scan(scans == 1);
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
    int next = Markers.next(data, position);
    if (next >= data.length) {
      throw new JpegException("it is cut short");
    }
    for (int i = position; i < next; i++) {
      if (data[i] != (byte) 0xFF) {
        defects.add(Defect.STRAY_BYTES);
      }
    }
    position = next + 1;
    return data[next] & 0xFF;
  }

  private void segment(int marker) {
    if (Markers.isBare(marker)) {
      return;
    }
    if (Markers.isFrame(marker)) {
      readFrame(marker);
      return;
    }
    if (!Markers.isSegment(marker)) {
      throw new JpegException(
          "it has a part of an unknown kind (0x" + Integer.toHexString(marker) + ")");
    }
    var segment = new Segment(data, position);
    position = segment.end();
    switch (marker) {
      case Markers.QUANTIZATION -> tables.readQuantization(segment);
      case Markers.HUFFMAN -> tables.readHuffman(segment);
      case Markers.RESTART_INTERVAL -> tables.readRestartInterval(segment);
      default -> notes.read(marker, segment);
    }
  }

  private void readFrame(int marker) {
    if (frame.isPresent()) {
      throw new JpegException("it has two pictures in one");
    }
    if (marker > Markers.PROGRESSIVE) {
      throw new JpegException("it is " + Markers.frameKind(marker));
    }
    var segment = new Segment(data, position);
    position = segment.end();
    frame = Optional.of(Frame.read(segment, marker == Markers.PROGRESSIVE));
  }

  /** Whether the picture is complete with it. */
  private boolean scan(boolean first) {
    var segment = new Segment(data, position);
    boolean sequential = !frame().progressive();
    if (sequential) {
      tables.addStandard();
    }
    Scan scan = Scan.read(segment, frame(), tables);
    var in = new BitReader(data, segment.end());
    boolean only = first && sequential && scan.parts().size() == frame().components().size();
    if (only) {
      new SequentialScan(frame(), scan, in).decode();
    } else {
      new ProgressiveScan(frame(), scan, in).decode();
    }
    scan.parts().forEach(part -> part.component().receive(scan.band()));
    position = in.position();
    note(tables.standardUsed(), Defect.NO_HUFFMAN_TABLES);
    note(scan.odd(), Defect.ODD_SCAN);
    note(in.isDamaged() || scan.metBadCode(), Defect.CORRUPT);
    note(in.isResynchronized(), Defect.RESTARTS);
    if (only) {
      readEnd();
    }
    return only;
  }

  private void note(boolean is, Defect defect) {
    if (is) {
      defects.add(defect);
    }
  }

  /** What follows a complete picture: nothing of use, but it can show that something is wrong. */
  private void readEnd() {
    while (Markers.next(data, position) < data.length) {
      int marker = nextMarker();
      if (marker == Markers.END) {
        return;
      }
      if (marker == Markers.SCAN) {
        throw new JpegException("it has a scan too many");
      }
      if (Markers.isSegment(marker) && Segment.isCut(data, position)) {
        break;
      }
      segment(marker);
    }
    defects.add(Defect.NO_END);
  }

  /** Makes samples of the coefficients that came in several scans. */
  private void transformAll() {
    for (Component component : frame().components()) {
      if (!component.hasData()) {
        defects.add(Defect.MISSING_DATA);
        continue;
      }
      note(!component.isComplete(), Defect.MISSING_SCANS);
      int[] quantization = component.quantization();
      short[] coefficients = component.coefficients();
      Component.Layout layout = component.layout();
      var transform = new InverseDct(layout.blocksAcross());
      for (int row = 0; row < layout.blocksDown(); row++) {
        int from = row * layout.blocksAcross() * 64;
        int magnitude = 0;
        for (int i = 0; i < 64; i++) {
          int place = Zigzag.ORDER[i];
          int[] to = transform.coefficients()[place];
          for (int block = 0; block < to.length; block++) {
            to[block] = coefficients[from + block * 64 + place] * quantization[i];
          }
          magnitude |= i == 0 ? magnitude(to) >> 1 : magnitude(to);
        }
        int offset = row * 8 * layout.stride();
        transform.apply(component.samples(), offset, layout.stride(), magnitude);
      }
    }
  }

  /** Bits that are set in the largest of these numbers. */
  private static int magnitude(int[] values) {
    int all = 0;
    for (int value : values) {
      all |= value ^ (value >> 31);
    }
    return all;
  }

  private Picture picture() {
    Frame it = frame();
    ColorSpace colors = notes.colors(it.components());
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
}
