package fovea.format.event;

import fovea.format.FormatException;
import fovea.format.proto.ProtoReader;
import fovea.format.proto.ProtoWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Events as protobuf messages, by TensorFlow's {@code event.proto} and {@code summary.proto}: the
 * fields of old, which every version of TensorBoard shows.
 */
final class EventMessage {
  static final String REMEDY = "This is no event file of TensorBoard, or a damaged one";

  /** A record takes far more memory than the few bytes that ask for it. */
  private static final int MOST_VALUES = 100_000;

  private static final int MOST_BUCKETS = 100_000;

  private static final int START = 1;

  private EventMessage() {}

  static byte[] write(Event event) {
    var out = new ProtoWriter().real64(1, event.wallTime());
    if (event.step() != 0) {
      out.whole(2, event.step());
    }
    switch (event.content()) {
      case Event.Version(String text) -> out.text(3, text);
      case Event.Summary summary -> out.message(5, summary(summary));
      case Event.Start() -> out.message(7, new ProtoWriter().whole(1, START));
      case Event.Other() -> {}
    }
    return out.bytes();
  }

  private static ProtoWriter summary(Event.Summary summary) {
    var out = new ProtoWriter();
    summary.values().forEach(value -> out.message(1, value(value)));
    return out;
  }

  private static ProtoWriter value(SummaryValue value) {
    var out = new ProtoWriter().text(1, value.tag());
    return switch (value) {
      case SummaryValue.Scalar scalar -> out.real(2, scalar.value());
      case SummaryValue.Image image ->
          out.message(
              4,
              new ProtoWriter()
                  .whole(1, image.height())
                  .whole(2, image.width())
                  .whole(3, image.channels())
                  .bytes(4, MemorySegment.ofArray(image.png())));
      case SummaryValue.Distribution distribution ->
          out.message(5, histogram(distribution.histogram()));
      case SummaryValue.Other _ -> out;
    };
  }

  private static ProtoWriter histogram(ValueHistogram histogram) {
    return new ProtoWriter()
        .real64(1, histogram.least())
        .real64(2, histogram.largest())
        .real64(3, histogram.count())
        .real64(4, histogram.sum())
        .real64(5, histogram.squares())
        .doubles(6, histogram.limits())
        .doubles(7, histogram.counts());
  }

  /**
   * Reads an event.
   *
   * @throws FormatException if the message is none
   */
  static Event read(MemorySegment message) {
    var in = new ProtoReader(message, "event", REMEDY);
    double wallTime = 0;
    long step = 0;
    Event.Content content = new Event.Other();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> wallTime = in.real64();
        case 2 -> step = in.whole();
        case 3 -> content = new Event.Version(in.text());
        case 5 -> content = summary(in.message("summary"));
        case 7 -> content = session(in.message("session log"));
        default -> in.skip();
      }
    }
    return new Event(wallTime, step, content);
  }

  private static Event.Content session(ProtoReader in) {
    long status = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> status = in.whole();
        default -> in.skip();
      }
    }
    return status == START ? new Event.Start() : new Event.Other();
  }

  private static Event.Summary summary(ProtoReader in) {
    List<SummaryValue> values = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          require(in, values.size() < MOST_VALUES, MOST_VALUES, "values");
          values.add(value(in.message("value")));
        }
        default -> in.skip();
      }
    }
    return new Event.Summary(values);
  }

  private static SummaryValue value(ProtoReader in) {
    SummaryValue value = new SummaryValue.Other("");
    String tag = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> tag = in.text();
        case 2 -> value = new SummaryValue.Scalar("", in.real());
        case 4 -> value = image(in.message("image"));
        case 5 -> value = new SummaryValue.Distribution("", histogram(in.message("histogram")));
        default -> in.skip();
      }
    }
    // The tag may stand after the value.
    return switch (value) {
      case SummaryValue.Scalar(String _, float number) -> new SummaryValue.Scalar(tag, number);
      case SummaryValue.Distribution(String _, ValueHistogram histogram) ->
          new SummaryValue.Distribution(tag, histogram);
      case SummaryValue.Image(String _, int width, int height, int channels, byte[] png) ->
          new SummaryValue.Image(tag, width, height, channels, png);
      case SummaryValue.Other _ -> new SummaryValue.Other(tag);
    };
  }

  private static SummaryValue.Image image(ProtoReader in) {
    int height = 0;
    int width = 0;
    int channels = 0;
    byte[] png = {};
    while (in.next()) {
      switch (in.field()) {
        case 1 -> height = (int) in.whole();
        case 2 -> width = (int) in.whole();
        case 3 -> channels = (int) in.whole();
        case 4 -> png = in.bytes().toArray(ValueLayout.JAVA_BYTE);
        default -> in.skip();
      }
    }
    return new SummaryValue.Image("", width, height, channels, png);
  }

  private static ValueHistogram histogram(ProtoReader in) {
    double[] figures = new double[6];
    List<Double> limits = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1, 2, 3, 4, 5 -> figures[in.field()] = in.real64();
        case 6 -> in.doubles(limit -> add(in, limits, limit));
        case 7 -> in.doubles(count -> add(in, counts, count));
        default -> in.skip();
      }
    }
    return new ValueHistogram(
        figures[1], figures[2], figures[3], figures[4], figures[5], limits, counts);
  }

  private static void add(ProtoReader in, List<Double> buckets, double value) {
    require(in, buckets.size() < MOST_BUCKETS, MOST_BUCKETS, "buckets");
    buckets.add(value);
  }

  private static void require(ProtoReader in, boolean holds, int most, String what) {
    if (!holds) {
      throw in.error(String.format(Locale.ROOT, "expected up to %,d %s, found more", most, what));
    }
  }
}
