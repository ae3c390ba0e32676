package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.ffm.primitive.ConvolutionPrimitive;
import fovea.onednn.ffm.primitive.MatMulPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.ffm.primitive.WindowAxis;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final MemoryDesc.FormatKind DECIDED = MemoryDesc.FormatKind.BLOCKED;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @Test
  void runsAgainAfterItsDataHasMoved() {
    var desc = MemoryDesc.plain(DataType.F32, 1, 3);
    var twice = EltwisePrimitive.Algorithm.LINEAR.function(2, 0);
    PrimitiveDesc forward = EltwisePrimitive.forward(Propagation.INFERENCE, twice, desc, desc);
    MemorySegment first = Packing.pack(desc, new float[] {1, 2, 3});
    MemorySegment second = Packing.pack(desc, new float[] {10, 20, 30});
    MemorySegment result = Packing.garbage(desc);
    var input = DnnlMemory.of(desc, first);
    DnnlStream stream = DnnlStream.create();
    var execution =
        new Execution(
            forward.compile(),
            stream,
            Map.of(Arg.SOURCE, input, Arg.DESTINATION, DnnlMemory.of(desc, result)));
    execution.run();
    stream.await();
    assertArrayEquals(new float[] {2, 4, 6}, Packing.unpack(desc, result));
    input.moveTo(second.address());
    execution.run();
    stream.await();
    assertArrayEquals(new float[] {20, 40, 60}, Packing.unpack(desc, result));
  }

  /**
   * The library once zeroed the padding whenever an address was set; a plan relies on it not doing
   * so.
   */
  @Test
  void touchesNothingWhenBound() {
    var desc = MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 1, 3, 2, 2);
    MemorySegment buffer = Arena.ofAuto().allocate(desc.size(), 64).fill((byte) 1);
    DnnlMemory.of(desc, buffer).moveTo(buffer.address());
    for (byte b : buffer.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)) {
      assertEquals(1, b);
    }
  }

  @Test
  void refusesBuffersThatAreTooSmallOrOnTheHeap() {
    var desc = MemoryDesc.plain(DataType.F32, 4);
    var small = Arena.ofAuto().allocate(15);
    assertThrows(IllegalArgumentException.class, () -> DnnlMemory.of(desc, small));
    var heap = MemorySegment.ofArray(new float[4]);
    assertThrows(IllegalArgumentException.class, () -> DnnlMemory.of(desc, heap));
  }

  @Test
  void saysWhatWasAskedWhenRefused() {
    var a = MemoryDesc.plain(DataType.F32, 2, 3);
    var b = MemoryDesc.plain(DataType.F32, 4, 5);
    var e =
        assertThrows(
            DnnlException.class,
            () ->
                MatMulPrimitive.create(
                    PrimitiveOperands.of(a, b, a), PrimitiveAttributes.standard()));
    assertEquals(Status.INVALID_ARGUMENTS, e.status());
    assertTrue(
        e.getMessage()
            .startsWith(
                "dnnl_matmul_primitive_desc_create: dnnl_invalid_arguments (an argument is not valid) for"),
        e.getMessage());
    assertTrue(e.getMessage().contains("f32 [4, 5] nc"), e.getMessage());
  }

  @Test
  void decidesLayoutsAndOffersOtherImplementations() {
    var operands =
        PrimitiveOperands.of(
            MemoryDesc.any(DataType.F32, 2, 16, 8, 8),
            MemoryDesc.any(DataType.F32, 32, 16, 3, 3),
            MemoryDesc.any(DataType.F32, 2, 32, 6, 6));
    PrimitiveDesc forward =
        ConvolutionPrimitive.forward(
            Propagation.INFERENCE,
            operands,
            List.of(WindowAxis.dense(), WindowAxis.dense()),
            PrimitiveAttributes.standard());
    assertEquals(DECIDED, forward.source().formatKind());
    assertEquals(DECIDED, forward.weights().formatKind());
    assertEquals(DECIDED, forward.destination().formatKind());
    assertTrue(forward.bias().isNone());
    assertTrue(forward.workspace().isNone());
    String first = forward.implementation();
    assertTrue(forward.next());
    assertTrue(!first.isEmpty() && !first.equals(forward.implementation()), first);
  }

  /** Cheap to make many, freed by themselves. */
  @Test
  void leavesFreeingToTheCollector() {
    for (int i = 0; i < 20_000; i++) {
      assertEquals(24, MemoryDesc.plain(DataType.F32, 2, 3).size());
    }
  }
}
