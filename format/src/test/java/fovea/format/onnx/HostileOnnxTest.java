package fovea.format.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import fovea.format.FormatException;
import fovea.format.proto.ProtoWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and malicious files: always a sentence, in little time and memory. */
class HostileOnnxTest {
  private static final byte[] SOUND = Samples.everything().bytes();

  @TempDir Path folder;

  @Test
  void everyTruncationIsRefusedOrSound() {
    for (int length = 0; length < SOUND.length; length++) {
      parse(Arrays.copyOf(SOUND, length), "cut to " + length);
    }
  }

  @Test
  void mutationsNeverFailInAnotherWay() {
    mutate(2_000);
  }

  @Test
  @Tag("long")
  void moreMutationsNeverFailInAnotherWay() {
    mutate(100_000);
  }

  private static void mutate(int rounds) {
    long seed = Long.getLong("fovea.seed", 1);
    System.out.println("fovea.seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      byte[] mutated = SOUND.clone();
      int changes = 1 + random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(mutated.length);
        mutated[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF;
      }
      parse(mutated, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void emptyAndForeignFilesAreRefused() throws IOException {
    refused(new ProtoWriter(), "expected one graph, found none");
    Path missing = folder.resolve("missing.onnx");
    says(assertThrows(FormatException.class, () -> OnnxModel.read(missing)), "found none");
    says(assertThrows(FormatException.class, () -> OnnxModel.read(folder)), "found a folder");
    Path text = Files.writeString(folder.resolve("text.onnx"), "This is text, not a model.");
    says(assertThrows(FormatException.class, () -> OnnxModel.read(text)), "text.onnx");
  }

  @Test
  void lyingSizesAreRefused() {
    refusedTensor(new ProtoWriter().whole(1, 1L << 40).whole(2, 1).real(4, 1), "expected");
    refusedTensor(new ProtoWriter().whole(1, 1L << 40).whole(1, 1L << 40).whole(2, 1), "too large");
    refusedTensor(new ProtoWriter().whole(1, -1).whole(2, 1), "no negative dimension");
    refusedTensor(
        new ProtoWriter().whole(1, 3).whole(2, 1).bytes(9, MemorySegment.ofArray(new byte[8])),
        "expected 12 bytes");
    var deep = new ProtoWriter().whole(2, 1);
    for (int i = 0; i < 40; i++) {
      deep.whole(1, 1);
    }
    refusedTensor(deep, "up to 32 dimensions");
  }

  @Test
  void kindsThatNoNetworkNeedsAreRefused() {
    refusedTensor(new ProtoWriter().whole(2, 8), "tensor of strings");
    refusedTensor(new ProtoWriter().whole(2, 17), "known type");
    refusedTensor(new ProtoWriter().whole(2, 1).message(3, new ProtoWriter()), "segment");
    refused(graph(new ProtoWriter().message(15, new ProtoWriter())), "sparse");
    var sequence = new ProtoWriter().message(2, new ProtoWriter().message(4, new ProtoWriter()));
    refused(graph(new ProtoWriter().message(11, sequence)), "expected a tensor");
    var wrong = new ProtoWriter().message(1, new ProtoWriter().whole(4, 5));
    refused(graph(wrong), "expected bytes as field 4");
    refused(new ProtoWriter().message(7, new ProtoWriter()), "versions of operator sets");
  }

  @Test
  void nestedGraphsDoNotRecurse() {
    var inner = new ProtoWriter().text(4, "Leaf");
    for (int depth = 0; depth < 5_000; depth++) {
      var body = new ProtoWriter().message(1, inner);
      inner = new ProtoWriter().message(5, new ProtoWriter().text(1, "body").message(6, body));
    }
    byte[] file = graph(new ProtoWriter().message(1, inner)).bytes();
    OnnxNode node = OnnxModel.parse(file).graph().nodes().getFirst();
    says(
        assertThrows(FormatException.class, () -> node.whole("body", 0)),
        "expected a whole number as attribute \"body\", found a nested graph");
  }

  @Test
  void tensorsOutsideAreReadFromTheFolderOnly() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.write(models.resolve("weights.bin"), new byte[] {9, 0, 0, 0x20, 0x41, 0, 0, 0});
    Files.write(folder.resolve("secret.bin"), new byte[64]);
    Files.createSymbolicLink(models.resolve("link.bin"), folder.resolve("secret.bin"));
    var model = read(models, "weights.bin", "1", "4");
    assertTrue(model.graph().initializers().getFirst().toFloats()[0] == 10);
    for (String place :
        List.of("../secret.bin", folder.resolve("secret.bin").toString(), "link.bin", "", ".")) {
      refusedOutside(models, place, "0", "4");
    }
    refusedOutside(models, "weights.bin", "8", "4");
    refusedOutside(models, "weights.bin", "-1", "4");
    refusedOutside(models, "weights.bin", "99999999999999999999", "4");
    refusedOutside(models, "weights.bin", "0", "8");
    refusedOutside(models, "absent.bin", "0", "4");
    byte[] alone = outside("weights.bin", "1", "4").bytes();
    says(assertThrows(FormatException.class, () -> OnnxModel.parse(alone)), "no file beside it");
  }

  private void refusedOutside(Path models, String place, String offset, String length) {
    assertThrows(FormatException.class, () -> read(models, place, offset, length), place);
  }

  private static OnnxModel read(Path folder, String place, String offset, String length)
      throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, outside(place, offset, length).bytes());
    return OnnxModel.read(file);
  }

  private static ProtoWriter outside(String place, String offset, String length) {
    return tensor(
        new ProtoWriter()
            .whole(1, 1)
            .whole(2, 1)
            .message(13, new ProtoWriter().text(1, "location").text(2, place))
            .message(13, new ProtoWriter().text(1, "offset").text(2, offset))
            .message(13, new ProtoWriter().text(1, "length").text(2, length))
            .whole(14, 1));
  }

  private static ProtoWriter graph(ProtoWriter content) {
    return new ProtoWriter().message(7, content).message(8, new ProtoWriter().whole(2, 17));
  }

  private static ProtoWriter tensor(ProtoWriter content) {
    return graph(new ProtoWriter().message(5, content));
  }

  private static void refusedTensor(ProtoWriter content, String words) {
    refused(tensor(content), words);
  }

  private static void refused(ProtoWriter content, String words) {
    byte[] file = content.bytes();
    says(assertThrows(FormatException.class, () -> OnnxModel.parse(file)), words);
  }

  private static void says(FormatException error, String words) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(words), message);
  }

  private static void parse(byte[] file, String what) {
    try {
      OnnxModel.parse(file);
    } catch (FormatException e) {
      // As it should be.
      return;
    } catch (RuntimeException e) {
      fail(what, e);
    }
  }
}
