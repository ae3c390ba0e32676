package fovea.format.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files against the published format, byte by byte. */
class EventFileTest {
  private static final Event NUMBERS =
      new Event(
          2,
          300,
          new Event.Summary(
              List.of(
                  new SummaryValue.Scalar("a", 1.5f),
                  new SummaryValue.Distribution(
                      "h",
                      new ValueHistogram(
                          -1, 1, 3, 0.5, 2.25, List.of(0.0, 1.0), List.of(1.0, 2.0))))));

  @TempDir Path folder;

  @Test
  void checksAreThoseOfTensorFlow() {
    // The nine digits of RFC 3720, E3069283, masked; and how every event file of TensorFlow begins.
    assertEquals(0xC78AB0E5, check("123456789".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("1800000000000000a37f4b22", hex(RecordFrame.around(new byte[24]), 12));
    assertEquals(Integer.rotateRight(0x8A9136AA, 15) + 0xA282EAD8, check(new byte[32]));
  }

  private static int check(byte[] bytes) {
    return RecordFrame.check(ByteBuffer.wrap(bytes));
  }

  private static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(bytes, 0, length);
  }

  @Test
  void aFileBeginsAsThoseOfTensorFlow() throws IOException {
    Path file = EventFile.create(folder, 1_700_000_000).path();
    assertEquals("events.out.tfevents.1700000000.fovea", file.getFileName().toString());
    byte[] bytes = Files.readAllBytes(file);
    assertEquals("1800000000000000a37f4b22", hex(bytes, 12));
    byte[] data = Arrays.copyOfRange(bytes, 12, 36);
    // Field 1, a double: the time; field 3, 13 letters.
    assertEquals("0900000040fc54d941" + "1a0d", hex(data, 11));
    assertEquals("brain.Event:2", new String(data, 11, 13, StandardCharsets.US_ASCII));
    assertEquals(40, bytes.length);
    assertEquals(
        check(data), ByteBuffer.wrap(bytes, 36, 4).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  @Test
  void fieldsAreThoseOfTheProtocol() {
    String value = "0a0161" + "150000c03f";
    String histogram =
        "09000000000000f0bf" // min -1
            + "11000000000000f03f" // max 1
            + "190000000000000840" // num 3
            + "21000000000000e03f" // sum 0.5
            + "290000000000000240" // sum of squares 2.25
            + "3210" // limits, packed
            + "0000000000000000000000000000f03f"
            + "3a10" // counts, packed
            + "000000000000f03f0000000000000040";
    String summary = "0a08" + value + "0a56" + "0a0168" + "2a51" + histogram;
    assertEquals(
        "090000000000000040" + "10ac02" + "2a62" + summary,
        HexFormat.of().formatHex(EventMessage.write(NUMBERS)));
    assertEquals(
        "090000000000000840" + "1007" + "3a020801",
        HexFormat.of().formatHex(EventMessage.write(new Event(3, 7, new Event.Start()))));
    var picture = new Event(2, 0, new Event.Summary(List.of(image(new byte[] {1, 2}))));
    String image = "0804" + "1005" + "1803" + "22020102";
    assertEquals(
        "090000000000000040" + "2a11" + "0a0f" + "0a0170" + "220a" + image,
        HexFormat.of().formatHex(EventMessage.write(picture)));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    EventFile file = EventFile.create(folder, 1);
    byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
    var picture = new Event(4, 9, new Event.Summary(List.of(image(png))));
    file.append(List.of(new Event(3, 8, new Event.Start()), NUMBERS));
    file.append(List.of(picture));
    List<Event> events = EventFile.read(file.path());
    assertEquals(4, events.size());
    assertEquals(new Event(1, 0, new Event.Version("brain.Event:2")), events.getFirst());
    assertEquals(new Event(3, 8, new Event.Start()), events.get(1));
    assertEquals(NUMBERS, events.get(2));
    var found = (Event.Summary) events.get(3).content();
    var read = assertInstanceOf(SummaryValue.Image.class, found.values().getFirst());
    assertEquals(
        List.of("p", 5, 4, 3), List.of(read.tag(), read.width(), read.height(), read.channels()));
    assertArrayEquals(png, read.png());
  }

  private static SummaryValue.Image image(byte[] png) {
    return new SummaryValue.Image("p", 5, 4, 3, png);
  }

  @Test
  void aLaterFileComesAfterAllBefore() {
    Path first = EventFile.create(folder, 500).path();
    Path second = EventFile.create(folder, 500).path();
    Path third = EventFile.create(folder, 20).path();
    assertEquals("events.out.tfevents.0000000501.fovea", second.getFileName().toString());
    assertEquals(List.of(first, second, third), EventFile.in(folder));
  }

  @Test
  void aFileThatIsCutIsReadUpToThere() throws IOException {
    EventFile file = EventFile.create(folder, 1);
    file.append(List.of(NUMBERS));
    byte[] bytes = Files.readAllBytes(file.path());
    for (int length = 1; length <= bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      List<Event> events = new ArrayList<>();
      boolean whole = EventFile.read(cut, events::add);
      assertEquals(length == 40 || length == bytes.length, whole, "cut to " + length);
      assertEquals(length < 40 ? 0 : length < bytes.length ? 1 : 2, events.size());
    }
  }

  @Test
  void aFileThatIsGoneIsNotBegunAgain() throws IOException {
    EventFile file = EventFile.create(folder, 1);
    Files.delete(file.path());
    var error = assertThrows(FormatException.class, () -> file.append(List.of(NUMBERS)));
    assertTrue(error.getMessage().startsWith(file.path() + ": cannot be written ("));
    assertFalse(Files.exists(file.path()));
  }
}
