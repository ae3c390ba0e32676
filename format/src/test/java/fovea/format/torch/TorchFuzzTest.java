package fovea.format.torch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.Sentences;
import fovea.format.torch.container.PickleSource;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read, or refused with a sentence. */
class TorchFuzzTest {

  private static final TorchWriter.View VIEW =
      new TorchWriter.View("fc.weight", 0, 1, List.of(2L, 2L), List.of(1L, 2L));

  @MethodSource
  @FuzzTest(maxDuration = "1m")
  void files(byte[] data) {
    try {
      TorchValue content = TorchReader.read(MemorySegment.ofArray(data));
      StateDictFinder.find(content).arrays().forEach(NamedArray::toDoubles);
    } catch (FormatException e) {
      Sentences.check(e);
    }
  }

  /** A pickle alone: in a file most changes end at its frame. */
  @MethodSource
  @FuzzTest(maxDuration = "1m")
  void pickles(byte[] data) {
    try {
      var source = new PickleSource(MemorySegment.ofArray(data), "fuzz");
      Item root = PickleMachine.run(source, TensorFunctions::storage);
      var storages =
          new Storages(_ -> MemorySegment.ofArray(new byte[64]), ByteOrder.BIG_ENDIAN, 64);
      StateDictFinder.find(new Freezer(storages).freeze(root));
    } catch (FormatException e) {
      Sentences.check(e);
    }
  }

  static Stream<byte[]> files() {
    var storages = TorchWriter.storages(TorchWriter.floats(1, 2, 3, 4, 5, 6));
    byte[] pickle = TorchWriter.pickle(storages, false, VIEW);
    return Stream.of(
        TorchWriter.zip(storages, VIEW),
        TorchWriter.zip(pickle, storages).end64(),
        new ZipWriter()
            .deflated("data.pkl", pickle)
            .deflated("data/0", storages.values().iterator().next().bytes())
            .end(),
        TorchWriter.legacy(storages, VIEW),
        TorchWriter.tar(storages, VIEW));
  }

  static Stream<byte[]> pickles() {
    var storages = TorchWriter.storages(TorchWriter.floats(1, 2, 3, 4, 5, 6));
    return Stream.of(
        TorchWriter.pickle(storages, false, VIEW),
        PickleWriter.begin().global("os", "system").text("true").op(0x85).raw("R").end(),
        PickleWriter.begin().raw("](NNe").put(0).recall(0).op(0x86).end(),
        new PickleWriter().raw("(I01\nL5L\nF1.5\nVa\\u00e9\np0\ng0\nt.").bytes(),
        PickleWriter.begin()
            .raw("}(")
            .text("state_dict")
            .global("collections", "defaultdict")
            .raw(")R")
            .text("args")
            .global("argparse", "Namespace")
            .raw(")")
            .op(0x81)
            .raw("}b")
            .text("best")
            .global("numpy.core.multiarray", "scalar")
            .global("numpy", "dtype")
            .text("f8")
            .op(0x85)
            .raw("RC\u000812345678")
            .op(0x86)
            .raw("Ru")
            .end());
  }
}
