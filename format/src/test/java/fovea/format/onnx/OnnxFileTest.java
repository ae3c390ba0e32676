package fovea.format.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.proto.ProtoReader;
import fovea.format.proto.ProtoWriter;
import fovea.testdata.TestData;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are written and read again, and the ways in which others write them. */
class OnnxFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() {
    OnnxModel model = Samples.everything();
    OnnxModel read = OnnxModel.parse(model.bytes());
    assertEquals(model.format(), read.format());
    assertEquals(model.operators(), read.operators());
    assertEquals(model.metadata(), read.metadata());
    assertEquals(model.graph().inputs(), read.graph().inputs());
    assertEquals(model.graph().outputs(), read.graph().outputs());
    assertEquals(model.graph().nodes().get(1), read.graph().nodes().get(1));
    assertEquals(
        model.graph().nodes().getFirst().attributes().keySet(),
        read.graph().nodes().getFirst().attributes().keySet());
    for (int i = 0; i < model.graph().initializers().size(); i++) {
      same(model.graph().initializers().get(i), read.graph().initializers().get(i));
    }
    assertArrayEquals(model.bytes(), read.bytes());
  }

  @Test
  void attributesAreAskedByKind() {
    OnnxNode node = OnnxModel.parse(Samples.everything().bytes()).graph().nodes().getFirst();
    assertEquals(-3, node.whole("whole", 0));
    assertEquals(5, node.whole("absent", 5));
    assertEquals(0.25, node.real("real", 0));
    assertEquals("größer", node.text("text", ""));
    assertArrayEquals(new long[] {1, -1, Long.MAX_VALUE, Long.MIN_VALUE}, node.wholes("wholes"));
    assertArrayEquals(new long[0], node.wholes("none", 1));
    assertArrayEquals(new double[] {1.5, -2.5}, node.reals("reals"));
    assertTrue(node.hasInput(0) && !node.hasInput(1) && node.hasInput(2) && !node.hasInput(3));
    var wrong = assertThrows(FormatException.class, () -> node.real("whole", 0));
    assertEquals(
        "node Everything \"y\": expected a number as attribute \"whole\", found a whole number."
            + " Export the model again, or mend its node.",
        wrong.getMessage());
  }

  @Test
  void filesAreWrittenWholeAndMapped() {
    Path file = folder.resolve("model.onnx");
    Samples.everything().write(file);
    assertArrayEquals(Samples.everything().bytes(), OnnxModel.read(file).bytes());
  }

  @Test
  void moreThanProtobufHoldsIsRefused() throws IOException {
    Path file = folder.resolve("old.onnx");
    Files.writeString(file, "old");
    MemorySegment large = MemorySegment.NULL.reinterpret(3L << 30);
    var tensor = new NamedArray("large", ArrayDType.U8, List.of(3L << 30), large);
    var graph = new OnnxGraph("g", List.of(), List.of(tensor), List.of(), List.of());
    OnnxModel model = OnnxModel.of(graph, 17);
    var refused = assertThrows(FormatException.class, () -> model.write(file));
    assertTrue(refused.getMessage().contains("2 GiB"), refused.getMessage());
    assertEquals("old", Files.readString(file));
  }

  @Test
  void typedFieldsPackedAndUnpacked() {
    var floats = new ProtoWriter().wholes(1, List.of(2L)).whole(2, 1).real(4, 1.5f).real(4, -1f);
    assertArrayEquals(new float[] {1.5f, -1}, tensor(floats).toFloats());
    var packed = new ProtoWriter().reals(4, List.of(3f, 4f)).whole(2, 1).wholes(1, List.of(2L));
    assertArrayEquals(new float[] {3, 4}, tensor(packed).toFloats());
    var whole = new ProtoWriter().whole(1, 2).whole(2, 7).whole(7, -1).wholes(7, List.of(9L));
    assertArrayEquals(new long[] {-1, 9}, tensor(whole).toLongs());
    var halves = new ProtoWriter().whole(1, 1).whole(2, 10).whole(5, 0x3C00);
    assertArrayEquals(new float[] {1}, tensor(halves).toFloats());
    var bytes = new ProtoWriter().whole(1, 2).whole(2, 3).wholes(5, List.of(-1L, 7L));
    assertArrayEquals(new long[] {-1, 7}, tensor(bytes).toLongs());
  }

  @Test
  void unsignedTypesAreWidened() {
    byte[] raw = {-1, -1, -1, -1};
    var shorts = new ProtoWriter().whole(1, 2).whole(2, 4).bytes(9, MemorySegment.ofArray(raw));
    assertArrayEquals(new long[] {65535, 65535}, tensor(shorts).toLongs());
    var ints = new ProtoWriter().whole(1, 1).whole(2, 12).bytes(9, MemorySegment.ofArray(raw));
    assertArrayEquals(new long[] {0xFFFFFFFFL}, tensor(ints).toLongs());
  }

  @Test
  void unknownFieldsArePassedOver() {
    var tensor = new ProtoWriter().whole(2, 1).real(4, 2).text(900, "new").whole(901, 1).real(9, 1);
    var unknown = new ProtoWriter().whole(2, 1).real(4, 2).text(900, "new").whole(901, 1);
    assertArrayEquals(new float[] {2}, tensor(unknown).toFloats());
    assertThrows(FormatException.class, () -> tensor(tensor));
  }

  @Test
  void attributesWithoutAKindAreUnderstood() {
    var node =
        new ProtoWriter().text(4, "Old").message(5, new ProtoWriter().text(1, "a").real(2, 1));
    var model =
        new ProtoWriter()
            .message(7, new ProtoWriter().message(1, node))
            .message(8, new ProtoWriter().whole(2, 6));
    OnnxNode read = OnnxModel.parse(model.bytes()).graph().nodes().getFirst();
    assertEquals(1, read.real("a", 0));
    assertEquals(6, OnnxModel.parse(model.bytes()).version());
  }

  @Test
  void allConformanceFilesAreRead() throws IOException {
    Path tests = TestData.path("onnx-node-tests");
    try (var files = Files.walk(tests)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".onnx")).toList();
      assertTrue(all.size() > 300);
      all.forEach(file -> OnnxModel.parse(OnnxModel.read(file).bytes()));
    }
  }

  private static NamedArray tensor(ProtoWriter message) {
    return new TensorReader(ExternalData.none())
        .tensor(new ProtoReader(MemorySegment.ofArray(message.bytes()), "tensor", ""));
  }

  private static void same(NamedArray expected, NamedArray found) {
    assertEquals(expected.name(), found.name());
    assertEquals(expected.type(), found.type());
    assertEquals(expected.shape(), found.shape());
    assertArrayEquals(
        expected.data().toArray(ValueLayout.JAVA_BYTE),
        found.data().toArray(ValueLayout.JAVA_BYTE));
  }
}
