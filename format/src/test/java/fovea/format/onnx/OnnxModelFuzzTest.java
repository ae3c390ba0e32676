package fovea.format.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.Sentences;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read, or refused with a sentence; what is written can be read. */
class OnnxModelFuzzTest {

  @MethodSource
  @FuzzTest(maxDuration = "1m")
  void models(byte[] data) {
    byte[] written;
    try {
      OnnxModel read = OnnxModel.parse(data);
      read.graph().initializers().forEach(NamedArray::toDoubles);
      written = read.bytes();
    } catch (FormatException e) {
      Sentences.check(e);
      return;
    }
    OnnxModel.parse(written);
  }

  static Stream<byte[]> models() {
    return Stream.of(Samples.everything().bytes());
  }
}
