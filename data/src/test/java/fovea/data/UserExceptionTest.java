package fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import fovea.data.pixels.DataException;
import fovea.error.UserException;
import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the exceptions of all modules have in common. */
class UserExceptionTest {
  private static final FoveaException SHAPE =
      FoveaException.at("conv1", "expected 3 channels, found 1", "convert the picture");
  private static final FormatException ARRAY =
      new FormatException("array \"w\"", "expected 4 bytes, found 2", "Get the file again");
  private static final DataException PICTURE =
      new DataException("picture 3", "expected 10 pixels, found 9", "Correct it");

  @Test
  void thePlaceIsNamedFromFurtherOut() {
    assertEquals(
        "net.onnx: conv1: expected 3 channels, found 1; convert the picture",
        SHAPE.within("net.onnx").getMessage());
    assertEquals("convert the picture", SHAPE.within("net.onnx").advice());
    assertEquals(
        "net.safetensors, array \"w\": expected 4 bytes, found 2. Get the file again.",
        ARRAY.within("net.safetensors").getMessage());
    assertEquals(
        "digits: picture 3: expected 10 pixels, found 9. Correct it.",
        PICTURE.within("digits").getMessage());
    assertEquals("expected 10 pixels, found 9", PICTURE.within("digits").problem());
  }

  @Test
  void theKindStaysAndTheFirstIsTheCause() {
    for (UserException e : List.of(SHAPE, ARRAY, PICTURE)) {
      assertSame(e.getClass(), e.within("outer").getClass());
      assertSame(e, e.within("outer").getCause());
    }
  }

  @Test
  void aPlaceIsNotNamedTwice() {
    assertSame(SHAPE, SHAPE.within("conv1"));
    assertSame(ARRAY, ARRAY.within("array \"w\""));
    assertSame(PICTURE, PICTURE.within("picture 3"));
    FormatException within = ARRAY.within("net.safetensors");
    assertSame(within, within.within("net.safetensors"));
  }
}
