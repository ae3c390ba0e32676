package fovea.format.event;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.proto.ProtoWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and malicious event files: always a sentence, in little time and memory. */
class HostileEventTest {
  private static final byte[] SOUND =
      EventMessage.write(
          new Event(
              1,
              2,
              new Event.Summary(
                  List.of(
                      new SummaryValue.Scalar("loss/train", 1),
                      new SummaryValue.Distribution(
                          "weights", ValueHistogram.of(100, index -> index * index)),
                      new SummaryValue.Image("pictures", 2, 1, 3, new byte[] {1, 2, 3})))));

  @TempDir Path folder;

  @Test
  void damageIsFoundByTheChecks() throws IOException {
    byte[] frame = RecordFrame.around(SOUND);
    for (int i = 0; i < frame.length; i++) {
      byte[] damaged = frame.clone();
      damaged[i] ^= 0x10;
      refused(damaged, "agrees with its check sum");
    }
  }

  @Test
  void lengthsAreBounded() throws IOException {
    for (long length : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 40}) {
      byte[] header = new byte[RecordFrame.HEADER];
      ByteBuffer out = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      out.putInt(RecordFrame.check(ByteBuffer.wrap(header, 0, Long.BYTES)));
      refused(header, "expected a record of up to 1,073,741,824 bytes");
    }
  }

  @Test
  void countsAreBounded() throws IOException {
    var values = new ProtoWriter();
    var empty = new ProtoWriter();
    for (int i = 0; i <= 100_000; i++) {
      values.message(1, empty);
    }
    refused(framed(values), "expected up to 100,000 values, found more");
    MemorySegment many = MemorySegment.ofArray(new byte[8 * 100_001]);
    var histogram = new ProtoWriter().bytes(6, many);
    var value = new ProtoWriter().message(1, new ProtoWriter().message(5, histogram));
    refused(framed(value), "expected up to 100,000 buckets, found more");
    refused(
        framed(new ProtoWriter().bytes(1, MemorySegment.ofArray(new byte[8]))),
        "expected the number of a field");
  }

  private static byte[] framed(ProtoWriter summary) {
    return RecordFrame.around(new ProtoWriter().message(5, summary).bytes());
  }

  @Test
  void mutationsNeverFailInAnotherWay() {
    long seed = Long.getLong("fovea.seed", 1);
    System.out.println("fovea.seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      byte[] mutated = SOUND.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        int at = random.nextInt(mutated.length);
        mutated[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF;
      }
      try {
        EventMessage.read(MemorySegment.ofArray(mutated));
      } catch (FormatException expected) {
        // a sentence, as it should be
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    refused(new byte[0], "found an empty file");
    refused("not an event file at all".getBytes(StandardCharsets.UTF_8), "check sum");
    var error = assertThrows(FormatException.class, () -> EventFile.read(folder.resolve("none")));
    assertTrue(error.getMessage().contains("expected an event file, found none"));
  }

  private void refused(byte[] content, String words) throws IOException {
    Path file = Files.write(folder.resolve("events"), content);
    var error = assertThrows(FormatException.class, () -> EventFile.read(file));
    assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }
}
