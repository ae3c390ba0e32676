package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.Preprocessing;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.format.event.EventFile;
import fovea.format.event.SummaryValue;
import fovea.graph.type.Device;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Trainer;
import fovea.train.event.TensorBoardEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/** Event files of a training, read by TensorFlow's own classes for Java. */
class EventFileReadBackTest {
  @TempDir Path folder;

  @Test
  void tensorFlowReadsWhatATrainingWrites() throws IOException {
    train();
    Path file = EventFile.in(folder).getFirst();
    List<fovea.format.event.Event> ours = EventFile.read(file);
    List<Event> theirs = read(file);
    assertEquals(ours.size(), theirs.size());
    assertTrue(ours.size() > 3);
    for (int i = 0; i < ours.size(); i++) {
      same(ours.get(i), theirs.get(i));
    }
  }

  @Test
  void tensorFlowReadsTheStartOfAResumedTraining() throws IOException {
    EventFile file = EventFile.create(folder, 1);
    var start = new fovea.format.event.Event(2.5, 70, new fovea.format.event.Event.Start());
    file.append(List.of(start));
    Event read = read(file.path()).getLast();
    assertEquals(2.5, read.getWallTime());
    assertEquals(70, read.getStep());
    assertEquals(SessionLog.SessionStatus.START, read.getSessionLog().getStatus());
  }

  private void train() {
    var random = new Random(4);
    byte[] pixels = new byte[120 * 3 * 64];
    random.nextBytes(pixels);
    int[] labels = random.ints(120, 0, 3).toArray();
    var info =
        new DataInfo(
            "noise", "noise", new PictureShape(3, 8, 8), List.of("a", "b", "c"), Framing.OBJECT);
    var pictures = new InMemoryPictures(info, MemorySegment.ofArray(pixels), labels);
    var batches = new DataLoader(pictures, Preprocessing.standardizing(pictures), 4);
    var network =
        Sequential.of(new Conv2d(3, 4, 3), new Relu(), new Flatten(), new Linear(4 * 36, 3));
    Parameters.initialize(network, 1);
    var trainer = Trainer.of(network).epochs(2).folder(folder).callbacks(TensorBoardEvents.all());
    Device.REFERENCE.use(() -> trainer.fit(batches, batches));
  }

  /** The frames by the published format; what is inside by TensorFlow. */
  private static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] data = new byte[Math.toIntExact(bytes.getLong())];
      bytes.getInt();
      bytes.get(data);
      bytes.getInt();
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  private static void same(fovea.format.event.Event ours, Event theirs) throws IOException {
    assertEquals(ours.wallTime(), theirs.getWallTime());
    assertEquals(ours.step(), theirs.getStep());
    assertEquals(0, theirs.getUnknownFields().getSerializedSize());
    switch (ours.content()) {
      case fovea.format.event.Event.Version(String text) -> {
        assertEquals("brain.Event:2", text);
        assertEquals(text, theirs.getFileVersion());
      }
      case fovea.format.event.Event.Summary summary -> {
        assertEquals(summary.values().size(), theirs.getSummary().getValueCount());
        for (int i = 0; i < summary.values().size(); i++) {
          same(summary.values().get(i), theirs.getSummary().getValue(i));
        }
      }
      case fovea.format.event.Event.Start() ->
          assertEquals(SessionLog.SessionStatus.START, theirs.getSessionLog().getStatus());
      case fovea.format.event.Event.Other() -> throw new AssertionError("nobody wrote it");
    }
  }

  private static void same(SummaryValue ours, Summary.Value theirs) throws IOException {
    assertEquals(ours.tag(), theirs.getTag());
    assertEquals(0, theirs.getUnknownFields().getSerializedSize());
    switch (ours) {
      case SummaryValue.Scalar scalar -> {
        assertEquals(Summary.Value.ValueCase.SIMPLE_VALUE, theirs.getValueCase());
        assertEquals(scalar.value(), theirs.getSimpleValue());
      }
      case SummaryValue.Distribution distribution -> {
        HistogramProto histogram = theirs.getHisto();
        assertEquals(distribution.histogram().least(), histogram.getMin());
        assertEquals(distribution.histogram().largest(), histogram.getMax());
        assertEquals(distribution.histogram().count(), histogram.getNum());
        assertEquals(distribution.histogram().sum(), histogram.getSum());
        assertEquals(distribution.histogram().squares(), histogram.getSumSquares());
        assertEquals(distribution.histogram().limits(), histogram.getBucketLimitList());
        assertEquals(distribution.histogram().counts(), histogram.getBucketList());
      }
      case SummaryValue.Image image -> {
        assertEquals(image.height(), theirs.getImage().getHeight());
        assertEquals(image.width(), theirs.getImage().getWidth());
        assertEquals(image.channels(), theirs.getImage().getColorspace());
        byte[] png = theirs.getImage().getEncodedImageString().toByteArray();
        assertArrayEquals(image.png(), png);
        assertEquals(image.width(), ImageIO.read(new ByteArrayInputStream(png)).getWidth());
      }
      case SummaryValue.Other _ -> throw new AssertionError("nobody wrote it");
    }
  }
}
