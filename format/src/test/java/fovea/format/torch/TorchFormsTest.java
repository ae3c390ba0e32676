package fovea.format.torch;

import static fovea.format.torch.TorchWriter.floats;
import static fovea.format.torch.TorchWriter.longs;
import static fovea.format.torch.TorchWriter.storages;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The three forms of file, written here by hand. */
class TorchFormsTest {

  /** How a file is laid out. */
  enum Form {
    ZIP,
    LEGACY,
    TAR;

    byte[] write(Map<Integer, TorchWriter.Storage> storages, TorchWriter.View... views) {
      return switch (this) {
        case ZIP -> TorchWriter.zip(storages, views);
        case LEGACY -> TorchWriter.legacy(storages, views);
        case TAR -> TorchWriter.tar(storages, views);
      };
    }
  }

  private static final Map<Integer, TorchWriter.Storage> TWO =
      storages(floats(0, 1, 2, 3, 4, 5), longs(7, 8));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyFormHoldsTheSame(Form form) throws IOException {
    TorchFile file =
        read(
            form.write(
                TWO,
                view("matrix", 0, 0, List.of(2L, 3L), List.of(3L, 1L)),
                view("numbers", 1, 0, List.of(2L), List.of(1L))));
    assertEquals(
        List.of("matrix", "numbers"), file.arrays().stream().map(NamedArray::name).toList());
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array(file, "matrix").toFloats());
    assertEquals(List.of(2L, 3L), array(file, "matrix").shape());
    assertArrayEquals(new long[] {7, 8}, array(file, "numbers").toLongs());
    assertTrue(array(file, "numbers").data().isMapped());
  }

  @ParameterizedTest
  @EnumSource
  void viewsAreReadByTheirStrides(Form form) throws IOException {
    TorchFile file =
        read(
            form.write(
                TWO,
                view("transposed", 0, 0, List.of(3L, 2L), List.of(1L, 3L)),
                view("slice", 0, 2, List.of(2L), List.of(1L)),
                view("step", 0, 1, List.of(3L), List.of(2L)),
                view("expanded", 0, 4, List.of(2L, 2L), List.of(0L, 1L)),
                view("empty", 0, 6, List.of(0L, 3L), List.of(3L, 1L))));
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, array(file, "transposed").toFloats());
    assertArrayEquals(new float[] {2, 3}, array(file, "slice").toFloats());
    assertArrayEquals(new float[] {1, 3, 5}, array(file, "step").toFloats());
    assertArrayEquals(new float[] {4, 5, 4, 5}, array(file, "expanded").toFloats());
    assertEquals(List.of(0L, 3L), array(file, "empty").shape());
    assertTrue(array(file, "slice").data().isMapped(), "a view of the file");
  }

  @ParameterizedTest
  @EnumSource(names = {"ZIP", "LEGACY"})
  void numbersHaveNoDimensions(Form form) throws IOException {
    TorchFile file = read(form.write(TWO, view("number", 1, 1, List.of(), List.of())));
    assertArrayEquals(new long[] {8}, array(file, "number").toLongs());
    assertEquals(List.of(), array(file, "number").shape());
  }

  @Test
  void theOldestFormCountedEmptyTensorsAsWithoutDimensions() throws IOException {
    TorchFile file = read(TorchWriter.tar(TWO, view("empty", 1, 0, List.of(), List.of())));
    assertEquals(List.of(0L), array(file, "empty").shape());
  }

  @ParameterizedTest
  @CsvSource({
    "DoubleStorage, F64, 8",
    "FloatStorage, F32, 4",
    "HalfStorage, F16, 2",
    "BFloat16Storage, BF16, 2",
    "LongStorage, I64, 8",
    "IntStorage, I32, 4",
    "ShortStorage, I16, 2",
    "CharStorage, I8, 1",
    "ByteStorage, U8, 1",
    "BoolStorage, BOOL, 1",
    "UntypedStorage, U8, 1",
  })
  void everyType(String name, ArrayDType type, int bytes) throws IOException {
    byte[] content = ByteBuffer.allocate(16).putLong(0x0123456789ABCDEFL).putLong(8, 1).array();
    var storage = new TorchWriter.Storage(name, bytes, content);
    long count = 16 / bytes;
    boolean isOld = !name.equals("UntypedStorage");
    for (Form form : isOld ? Form.values() : new Form[] {Form.ZIP, Form.LEGACY}) {
      NamedArray array =
          array(
              read(form.write(storages(storage), view("a", 0, 0, List.of(count), List.of(1L)))),
              "a");
      assertEquals(type, array.type());
      assertArrayEquals(content, array.data().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void bigEndianFilesAreTurnedRound() throws IOException {
    var storage =
        new TorchWriter.Storage(
            "FloatStorage", 4, ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array());
    var halves = new TorchWriter.Storage("ShortStorage", 2, new byte[] {1, 2});
    var doubles =
        new TorchWriter.Storage(
            "DoubleStorage", 8, ByteBuffer.allocate(8).putDouble(Math.E).array());
    var all =
        storages(
            storage, halves, doubles, new TorchWriter.Storage("ByteStorage", 1, new byte[] {9}));
    byte[] pickle =
        TorchWriter.pickle(
            all,
            false,
            view("floats", 0, 0, List.of(2L), List.of(1L)),
            view("short", 1, 0, List.of(1L), List.of(1L)),
            view("double", 2, 0, List.of(1L), List.of(1L)),
            view("byte", 3, 0, List.of(1L), List.of(1L)));
    var zip =
        new ZipWriter()
            .stored("x/data.pkl", pickle)
            .stored("x/byteorder", TorchWriter.ascii("big"));
    all.forEach((key, content) -> zip.stored("x/data/" + key, content.bytes()));
    TorchFile file = read(zip.end());
    assertArrayEquals(new float[] {1.5f, -2}, array(file, "floats").toFloats());
    assertArrayEquals(new long[] {0x102}, array(file, "short").toLongs());
    assertArrayEquals(new double[] {Math.E}, array(file, "double").toDoubles());
    assertArrayEquals(new long[] {9}, array(file, "byte").toLongs());
  }

  @Test
  void compressedAndLargeDirectoriesAreRead() throws IOException {
    var view = view("a", 0, 0, List.of(6L), List.of(1L));
    byte[] pickle = TorchWriter.pickle(TWO, false, view);
    byte[] packed =
        new ZipWriter().deflated("data.pkl", pickle).deflated("data/0", TWO.get(0).bytes()).end();
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array(read(packed), "a").toFloats());
    byte[] wide = TorchWriter.zip(pickle, TWO).end64();
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array(read(wide), "a").toFloats());
  }

  @Test
  void filesBeyondFourGigabytesAreMapped() throws IOException {
    long elements = (5L << 30) / Float.BYTES;
    var pickle =
        PickleWriter.begin().raw("}(").text("large").global("torch._utils", "_rebuild_tensor");
    pickle.raw("((").text("storage").global("torch", "FloatStorage").text("0").text("cpu");
    pickle
        .whole(elements)
        .raw("tQ")
        .whole(0)
        .wholes(List.of(elements))
        .wholes(List.of(1L))
        .raw("tR");
    TorchWriter.tensor(
        pickle.text("small"), view("small", 1, 0, List.of(2L), List.of(1L)), TWO, false);
    Path path = folder.resolve("large.pt");
    new ZipWriter()
        .stored("data.pkl", pickle.raw("u").end())
        .zeros("data/0", elements * Float.BYTES)
        .stored("data/1", TWO.get(1).bytes())
        .write64(path);
    try (var arena = Arena.ofConfined()) {
      TorchFile file = TorchFile.read(path, arena);
      assertEquals(elements, array(file, "large").elements());
      assertEquals(0, array(file, "large").data().get(ValueLayout.JAVA_BYTE, (5L << 30) - 1));
      assertArrayEquals(new long[] {7, 8}, array(file, "small").toLongs());
    }
  }

  @Test
  void viewsOfTheLegacyFormHaveTheirOwnBeginning() throws IOException {
    var pickle = PickleWriter.begin().raw("}").text("a").global("torch._utils", "_rebuild_tensor");
    pickle.raw("((").text("storage").global("torch", "FloatStorage").text("0").text("cpu").whole(6);
    pickle.raw("(").text("view").whole(2).whole(3).raw("ttQ");
    pickle.whole(1).wholes(List.of(2L)).wholes(List.of(1L)).raw("tRs");
    TorchFile file = read(TorchWriter.legacy(pickle.end(), storages(TWO.get(0))));
    assertArrayEquals(new float[] {3, 4}, array(file, "a").toFloats());
  }

  @Test
  void tensorsOfNewerTypesComeInBytesWithTheirType() throws IOException {
    var bytes = new TorchWriter.Storage("UntypedStorage", 1, TWO.get(0).bytes());
    var pickle =
        PickleWriter.begin().raw("}").text("a").global("torch._utils", "_rebuild_tensor_v3");
    TorchWriter.storage(pickle.raw("("), 0, bytes, false);
    pickle.whole(1).wholes(List.of(2L)).wholes(List.of(2L)).op(0x89).orderedDict();
    pickle.global("torch", "float32").raw("tRs");
    TorchFile file = read(TorchWriter.zip(pickle.end(), storages(bytes)).end());
    assertArrayEquals(new float[] {1, 3}, array(file, "a").toFloats());
  }

  @Test
  void negatedTensorsAreRefused() {
    var pickle =
        PickleWriter.begin().raw("}").text("a").global("torch._utils", "_rebuild_tensor_v2");
    TorchWriter.storage(pickle.raw("("), 0, TWO.get(0), false);
    pickle.whole(0).wholes(List.of(2L)).wholes(List.of(1L)).op(0x89).orderedDict();
    pickle.raw("}").text("neg").op(0x88).raw("stRs");
    byte[] file = TorchWriter.zip(pickle.end(), TWO).end();
    var error = assertThrows(FormatException.class, () -> read(file));
    assertTrue(error.getMessage().contains("found one to be negated"), error.getMessage());
  }

  @Test
  void parametersAreTheirTensors() throws IOException {
    var view = view("a", 0, 0, List.of(2L), List.of(1L));
    var pickle = PickleWriter.begin().raw("}(");
    pickle.text("new").global("torch._utils", "_rebuild_parameter").raw("(");
    TorchWriter.tensor(pickle, view, TWO, false).op(0x88).orderedDict().raw("tR");
    pickle.text("old").global("torch.nn.parameter", "Parameter").raw("(");
    TorchWriter.tensor(pickle, view, TWO, false)
        .raw("tR")
        .raw("(")
        .op(0x88, 0x89)
        .orderedDict()
        .raw("tb");
    pickle.text("attributes").global("torch._tensor", "_rebuild_from_type_v2").raw("(");
    pickle
        .global("torch._utils", "_rebuild_parameter")
        .global("torch.nn.parameter", "Parameter")
        .raw("(");
    TorchWriter.tensor(pickle, view, TWO, false).op(0x88).orderedDict().raw("t");
    pickle.raw("}").text("note").text("x").raw("s").raw("tR");
    TorchFile file = read(TorchWriter.zip(pickle.raw("u").end(), TWO).end());
    assertEquals(3, file.arrays().size());
    for (NamedArray array : file.arrays()) {
      assertArrayEquals(new float[] {0, 1}, array.toFloats(), array.name());
    }
  }

  @Test
  void filesAreReleasedWithTheirArena() throws IOException {
    Path path = folder.resolve("a.pt");
    Files.write(path, TorchWriter.zip(TWO, view("a", 0, 0, List.of(2L), List.of(1L))));
    NamedArray array;
    try (var arena = Arena.ofConfined()) {
      array = TorchFile.read(path, arena).arrays().getFirst();
      assertArrayEquals(new float[] {0, 1}, array.toFloats());
    }
    assertThrows(IllegalStateException.class, array::toFloats);
  }

  @ParameterizedTest
  @EnumSource
  void everyPrefixIsRefusedWithASentence(Form form) {
    byte[] whole = form.write(TWO, view("a", 0, 0, List.of(6L), List.of(1L)));
    // The blocks of zeros at the end of a tar file may be missing.
    int end = whole.length - (form == Form.TAR ? 1024 + 512 : 0);
    for (int length = 0; length < end; length++) {
      var cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
      var error = assertThrows(FormatException.class, () -> TorchReader.read(cut));
      assertTrue(error.getMessage().endsWith("."), error.getMessage());
    }
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("page.pth"), "<html>404</html>");
    assertTrue(message(other).contains("found a web page"), message(other));
    Path text = Files.writeString(folder.resolve("text.pth"), "hello, world");
    assertTrue(message(text).contains("expected a file of torch.save"), message(text));
    Path empty = Files.createFile(folder.resolve("empty.pth"));
    assertTrue(message(empty).contains("found an empty file"), message(empty));
    assertTrue(message(folder.resolve("absent.pth")).contains("found none"));
    assertTrue(message(folder).contains("folder"));
  }

  private static String message(Path path) {
    return assertThrows(FormatException.class, () -> TorchFile.read(path)).getMessage();
  }

  private TorchFile read(byte[] bytes) throws IOException {
    return TorchFile.read(Files.write(folder.resolve("sample.pt"), bytes));
  }

  private static NamedArray array(TorchFile file, String name) {
    return file.find(name).orElseThrow();
  }

  private static TorchWriter.View view(
      String name, int storage, long offset, List<Long> shape, List<Long> strides) {
    return new TorchWriter.View(name, storage, offset, shape, strides);
  }
}
