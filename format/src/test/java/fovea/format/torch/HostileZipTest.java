package fovea.format.torch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Zip files whose tables of contents lie. */
class HostileZipTest {

  private static final byte[] PICKLE =
      TorchWriter.pickle(
          TorchWriter.storages(TorchWriter.floats(1, 2)),
          false,
          new TorchWriter.View("a", 0, 0, List.of(2L), List.of(1L)));

  @Test
  void bombsAreRefusedBeforeTheyAreUnpacked() {
    byte[] zeros = new byte[100_000_000];
    byte[] bomb = new ZipWriter().deflated("data.pkl", PICKLE).deflated("data/0", zeros).end();
    assertTrue(message(bomb).contains("compressed entries: expected at most"), message(bomb));
    byte[] claim =
        new ZipWriter()
            .deflated("data.pkl", PICKLE)
            .claim(0, entry -> entry.plain(2_000_000_000L))
            .end64();
    assertTrue(message(claim).contains("expected what"), message(claim));
    byte[] more =
        new ZipWriter()
            .deflated("data.pkl", new byte[1_000_000])
            .claim(0, entry -> entry.plain(10))
            .end();
    assertTrue(message(more).contains("there is more than claimed"), message(more));
    byte[] less =
        new ZipWriter()
            .deflated("data.pkl", PICKLE)
            .claim(0, entry -> entry.plain(PICKLE.length + 1))
            .end();
    assertTrue(message(less).contains("cannot be unpacked: expected"), message(less));
  }

  @Test
  void damagedCompressionIsASentence() {
    byte[] bytes = new ZipWriter().deflated("data.pkl", PICKLE).end();
    bytes[30 + "data.pkl".length()] = 7;
    assertTrue(message(bytes).contains("cannot be unpacked"), message(bytes));
    byte[] cut =
        new ZipWriter().deflated("data.pkl", PICKLE).claim(0, entry -> entry.packed(5)).end();
    assertTrue(message(cut).contains("ends too early"), message(cut));
  }

  @Test
  void entriesMustNotOverlap() {
    byte[] same = sample(1, entry -> entry.header(0).name("data.pkl"));
    assertTrue(message(same).contains("overlaps"), message(same));
    byte[] longer =
        new ZipWriter()
            .stored("data.pkl", PICKLE)
            .stored("data/0", new byte[8])
            .claim(0, entry -> entry.packed(PICKLE.length + 20).plain(PICKLE.length + 20))
            .end();
    assertTrue(message(longer).contains("overlaps"), message(longer));
    byte[] twice = new ZipWriter().stored("data.pkl", PICKLE).stored("data.pkl", PICKLE).end();
    assertTrue(message(twice).contains("twice"), message(twice));
  }

  @Test
  void claimsMustFitTheFile() {
    assertContains("expected at most", sample(0, entry -> entry.packed(1_000_000)));
    assertContains("expected at most", sample64(0, entry -> entry.packed(-1)));
    assertContains("expected at most", sample64(0, entry -> entry.packed(Long.MAX_VALUE)));
    assertContains("found a claim", sample64(0, entry -> entry.plain(Long.MIN_VALUE)));
    assertContains("found a file of", sample64(0, entry -> entry.header(Long.MAX_VALUE)));
    assertContains("found a file of", sample64(0, entry -> entry.header(-2)));
    assertContains("header of the entry", sample(0, entry -> entry.header(1)));
    assertContains("the same name", sample(1, entry -> entry.name("data/1")));
    assertContains("encrypted", sample(0, entry -> entry.flags(1)));
    assertContains("found method 12", sample(0, entry -> entry.method(12)));
    assertContains("expected 5 bytes", sample(0, entry -> entry.plain(5)));
  }

  @Test
  void tablesMustLieInTheFile() {
    byte[] bytes = sample(0, entry -> entry);
    int end = bytes.length - 22;
    assertContains("inside the file", with(bytes, end + 10, 0xFF, 0xFF));
    assertContains("inside the file", with(bytes, end + 12, 0xFF, 0xFF, 0xFF, 0x7F));
    assertContains("inside the file", with(bytes, end + 16, 0xFF, 0xFF, 0xFF, 0xFF));
    assertContains("entry of the table", with(bytes, end + 16, 0, 0, 0, 0));
    byte[] wide = sample64(0, entry -> entry);
    int locator = wide.length - 42;
    assertContains("found a file of", with(wide, locator + 8, 0, 0, 0, 0, 0, 0, 0, 0x80));
    assertContains("end of the table", with(wide, locator + 8, 0, 0, 0, 0, 0, 0, 0, 0));
    int table = locator - 56;
    assertContains("inside the file", with(wide, table + 39, 0x80));
    assertContains("inside the file", with(wide, table + 47, 0x7F));
    assertContains("inside the file", with(wide, table + 55, 0x80));
  }

  @Test
  void otherZipFilesAreNamed() {
    assertContains(
        "expected one entry data.pkl, found 0", new ZipWriter().stored("a.txt", PICKLE).end());
    assertContains(
        "expected one entry data.pkl, found 2",
        new ZipWriter().stored("a/data.pkl", PICKLE).stored("b/data.pkl", PICKLE).end());
    assertContains(
        "TorchScript",
        new ZipWriter().stored("a/data.pkl", PICKLE).stored("a/constants.pkl", PICKLE).end());
    assertContains(
        "expected little or big",
        new ZipWriter()
            .stored("data.pkl", PICKLE)
            .stored("byteorder", TorchWriter.ascii("middle"))
            .end());
    assertContains(
        "table of contents", TorchWriter.ascii("PK\u0003\u0004 and nothing more at all"));
  }

  private static byte[] sample(int index, UnaryOperator<ZipWriter.Claim> change) {
    return entries().claim(index, change).end();
  }

  private static byte[] sample64(int index, UnaryOperator<ZipWriter.Claim> change) {
    return entries().claim(index, change).end64();
  }

  private static ZipWriter entries() {
    return new ZipWriter().stored("data.pkl", PICKLE).stored("data/0", new byte[8]);
  }

  private static byte[] with(byte[] bytes, int at, int... values) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < values.length; i++) {
      changed[at + i] = (byte) values[i];
    }
    return changed;
  }

  private static void assertContains(String expected, byte[] file) {
    assertTrue(message(file).contains(expected), message(file));
  }

  private static String message(byte[] file) {
    var bytes = MemorySegment.ofArray(file);
    return assertThrows(FormatException.class, () -> TorchReader.read(bytes)).getMessage();
  }
}
