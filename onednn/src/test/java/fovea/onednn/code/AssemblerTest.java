package fovea.onednn.code;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is run: by its results an instruction shows that it is the right one. */
class AssemblerTest {
  private static final Arena ARENA = Arena.global();

  /** What the caller of a C function wants to find again. */
  private static final Register[] KEPT = {
    Register.RBX, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15
  };

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  /** The widths that this processor has. */
  static List<Vectors> widths() {
    return Stream.of(Vectors.values())
        .filter(width -> Vectors.here().stream().anyMatch(here -> width.lanes() <= here.lanes()))
        .toList();
  }

  private static byte[] written(Vectors vectors, Consumer<Assembler> body) {
    Assembler assembler = new Assembler(vectors);
    body.accept(assembler);
    return assembler.bytes();
  }

  private static void run(Vectors vectors, MemorySegment arguments, Consumer<Assembler> body) {
    byte[] code =
        written(
            vectors,
            to -> {
              to.save(KEPT);
              body.accept(to);
              to.restore(KEPT);
              to.endVectors();
              to.ret();
            });
    MachineCode.of("test", code).run(arguments);
  }

  private static int registers(Vectors vectors) {
    return vectors == Vectors.AVX512 ? 32 : 16;
  }

  private static MemorySegment floats(int count) {
    MemorySegment memory = ARENA.allocate((long) count * Float.BYTES, 64);
    for (int i = 0; i < count; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, i + 1);
    }
    return memory;
  }

  /** The only argument of machine code: where {@code memory} is. */
  private static MemorySegment pointer(MemorySegment memory) {
    MemorySegment arguments = ARENA.allocate(Long.BYTES);
    arguments.set(JAVA_LONG, 0, memory.address());
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("widths")
  void vectorsComeFromAnyPlaceAndGoToAnyOther(Vectors vectors) {
    int lanes = vectors.lanes();
    for (Register base : Register.values()) {
      for (Register index : Register.values()) {
        boolean usable =
            base != Register.RSP && index != Register.RSP && base != index && base != Register.RDI;
        if (usable && index != Register.RDI) {
          for (int offset : new int[] {0, 4, 64, 8_192, -4 * lanes, -8_192}) {
            MemorySegment memory = floats(16_384);
            long start = memory.address() + 4L * 8_192;
            MemorySegment arguments = ARENA.allocate(2 * Long.BYTES);
            arguments.setAtIndex(JAVA_LONG, 0, start - 40);
            arguments.setAtIndex(JAVA_LONG, 1, 40);
            int number = base.low() + 8 * index.high() + 16 * base.high();
            var register = new VectorRegister(number % registers(vectors));
            run(
                vectors,
                arguments,
                to -> {
                  to.load(base, Address.of(Register.RDI, 0));
                  to.load(index, Address.of(Register.RDI, 8));
                  to.load(register, Address.of(base, index, offset));
                  to.add(base, index);
                  to.store(Address.of(base, 8 * lanes), register);
                });
            for (int i = 0; i < lanes; i++) {
              assertEquals(
                  8_192 + offset / 4 + i + 1,
                  memory.getAtIndex(JAVA_FLOAT, 8_192 + 2 * lanes + i),
                  base + " " + index + " " + offset);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void arithmetic(Vectors vectors) {
    int lanes = vectors.lanes();
    int count = registers(vectors);
    for (int first = 0; first < count; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 5) % count);
      var c = new VectorRegister((first + 11) % 16);
      MemorySegment memory = floats(16 * 16);
      MemorySegment arguments = pointer(memory);
      int size = vectors.bytes();
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R8, Address.of(Register.RDI, 0));
            to.load(a, Address.of(Register.R8, 0));
            to.load(b, Address.of(Register.R8, size));
            to.fill(c, 10, Register.R9);
            to.multiplyAdd(c, a, b);
            to.store(Address.of(Register.R8, 2L * size), c);
            to.add(c, a, b);
            to.store(Address.of(Register.R8, 3L * size), c);
            to.subtract(c, a, b);
            to.store(Address.of(Register.R8, 4L * size), c);
            to.multiply(c, a, b);
            to.store(Address.of(Register.R8, 5L * size), c);
            to.fill(c, 3, Register.RCX);
            to.max(b, a, c);
            to.store(Address.of(Register.R8, 6L * size), b);
            to.min(b, a, c);
            to.store(Address.of(Register.R8, 7L * size), b);
            to.add(b, a, Address.of(Register.R8, size));
            to.move(c, b);
            to.store(Address.of(Register.R8, 8L * size), c);
          });
      for (int i = 0; i < lanes; i++) {
        float x = i + 1;
        float y = lanes + i + 1;
        float[] expected = {10 + x * y, x + y, x - y, x * y, Math.max(x, 3), Math.min(x, 3), x + y};
        for (int k = 0; k < expected.length; k++) {
          assertEquals(
              expected[k],
              memory.getAtIndex(JAVA_FLOAT, (k + 2L) * lanes + i),
              "register " + first);
        }
      }
    }
  }

  private static int bitsOf(VectorOperation operation, int a, int b) {
    return switch (operation) {
      case AND -> a & b;
      case XOR -> a ^ b;
      case ADD_INTS -> a + b;
      case SUBTRACT_INTS -> a - b;
      case MAX_INTS -> Math.max(a, b);
      case MAX_UNSIGNED -> Integer.compareUnsigned(a, b) > 0 ? a : b;
      case MIN_UNSIGNED -> Integer.compareUnsigned(a, b) < 0 ? a : b;
      case DIVIDE -> Float.floatToRawIntBits(Float.intBitsToFloat(a) / Float.intBitsToFloat(b));
      default -> throw new IllegalArgumentException(operation.name());
    };
  }

  @ParameterizedTest
  @MethodSource("widths")
  void wholeNumbers(Vectors vectors) {
    int lanes = vectors.lanes();
    int count = registers(vectors);
    int size = vectors.bytes();
    List<VectorOperation> operations =
        List.of(
            VectorOperation.AND,
            VectorOperation.XOR,
            VectorOperation.ADD_INTS,
            VectorOperation.SUBTRACT_INTS,
            VectorOperation.MAX_INTS,
            VectorOperation.MAX_UNSIGNED,
            VectorOperation.MIN_UNSIGNED,
            VectorOperation.DIVIDE);
    MemorySegment memory = floats(4 * 16);
    MemorySegment arguments = pointer(memory);
    for (int first = 0; first < count; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 5) % count);
      for (VectorOperation operation : operations) {
        for (int i = 0; i < lanes; i++) {
          memory.setAtIndex(JAVA_FLOAT, i, (i % 3 - 1) * (i + 1));
          memory.setAtIndex(JAVA_FLOAT, lanes + i, (i % 2 == 0 ? -1 : 1) * (i + 2));
        }
        run(
            vectors,
            arguments,
            to -> {
              to.load(Register.R10, Address.of(Register.RDI, 0));
              to.load(a, Address.of(Register.R10, 0));
              to.load(b, Address.of(Register.R10, size));
              to.apply(operation, b, a, b);
              to.store(Address.of(Register.R10, 2L * size), b);
              to.apply(operation, b, a, Address.of(Register.R10, size));
              to.apply(VectorOperation.STREAM, b, Address.of(Register.R10, 3L * size));
              to.endStreams();
            });
        for (int i = 0; i < lanes; i++) {
          int expected =
              bitsOf(
                  operation,
                  memory.getAtIndex(JAVA_INT, i),
                  memory.getAtIndex(JAVA_INT, lanes + i));
          assertEquals(expected, memory.getAtIndex(JAVA_INT, 2L * lanes + i), operation.name());
          assertEquals(expected, memory.getAtIndex(JAVA_INT, 3L * lanes + i), operation.name());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void conversionsAndConstants(Vectors vectors) {
    int lanes = vectors.lanes();
    int count = registers(vectors);
    int size = vectors.bytes();
    MemorySegment memory = floats(10 * 16);
    MemorySegment arguments = pointer(memory);
    for (int first = 0; first < count; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 7) % count);
      for (int i = 0; i < lanes; i++) {
        memory.setAtIndex(JAVA_FLOAT, i, i - 3.5f);
      }
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R9, Address.of(Register.RDI, 0));
            to.useConstants(Register.R12);
            to.apply(VectorOperation.TO_DOUBLES, a, Address.of(Register.R9, 0));
            to.apply(VectorOperation.ADD_DOUBLES, b, a, a);
            to.store(Address.of(Register.R9, size), b);
            to.load(b, Address.of(Register.R9, 0));
            to.apply(VectorOperation.TO_DOUBLES, a, b);
            to.apply(VectorOperation.ADD_DOUBLES, b, a, Address.of(Register.R9, size));
            to.store(Address.of(Register.R9, 2L * size), b);
            to.load(a, to.constantInt(-7));
            to.apply(VectorOperation.TO_FLOATS, b, a);
            to.store(Address.of(Register.R9, 3L * size), b);
            to.shiftRight(b, a, 1);
            to.store(Address.of(Register.R9, 4L * size), b);
            to.load(b, Address.of(Register.R9, 0));
            to.load(a, to.constant(2));
            to.apply(VectorOperation.TIMES_PLUS, a, b, to.constant(0.25f));
            to.store(Address.of(Register.R9, 5L * size), a);
          });
      for (int i = 0; i < lanes / 2; i++) {
        double x = i - 3.5;
        assertEquals(2 * x, memory.getAtIndex(JAVA_DOUBLE, lanes / 2 + i), "register " + first);
        assertEquals(3 * x, memory.getAtIndex(JAVA_DOUBLE, lanes + i), "register " + first);
      }
      for (int i = 0; i < lanes; i++) {
        assertEquals(-7, memory.getAtIndex(JAVA_FLOAT, 3L * lanes + i), "register " + first);
        assertEquals(-4, memory.getAtIndex(JAVA_INT, 4L * lanes + i), "register " + first);
        float sum = 2 * (i - 3.5f) + 0.25f;
        assertEquals(sum, memory.getAtIndex(JAVA_FLOAT, 5L * lanes + i), "register " + first);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void whereThereIsNoNumberTheSecondOperandStays(Vectors vectors) {
    MemorySegment memory = floats(4 * 16);
    memory.setAtIndex(JAVA_FLOAT, 0, Float.NaN);
    MemorySegment arguments = pointer(memory);
    run(
        vectors,
        arguments,
        to -> {
          to.load(Register.R8, Address.of(Register.RDI, 0));
          to.load(new VectorRegister(1), Address.of(Register.R8, 0));
          to.fill(new VectorRegister(2), 0, Register.RAX);
          to.max(new VectorRegister(3), new VectorRegister(2), new VectorRegister(1));
          to.store(Address.of(Register.R8, vectors.bytes()), new VectorRegister(3));
        });
    assertEquals(Float.NaN, memory.getAtIndex(JAVA_FLOAT, vectors.lanes()));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void halvesOfNumbers(Vectors vectors) {
    int lanes = vectors.lanes();
    int count = registers(vectors);
    for (int first = 0; first < count; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 7) % count);
      MemorySegment memory = floats(8 * 16);
      for (int i = 0; i < lanes; i++) {
        memory.setAtIndex(JAVA_SHORT, i, (short) (i - 5));
      }
      MemorySegment arguments = pointer(memory);
      int size = vectors.bytes();
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R11, Address.of(Register.RDI, 0));
            to.widen(a, Address.of(Register.R11, 0));
            to.store(Address.of(Register.R11, size), a);
            to.shiftLeft(b, a, 16);
            to.or(b, b, Address.of(Register.R11, size));
            to.store(Address.of(Register.R11, 2L * size), b);
            to.load(b, Address.of(Register.R11, 0));
            to.widen(a, b);
            to.store(Address.of(Register.R11, 3L * size), a);
            to.storeHalf(Address.of(Register.R11, 4L * size), b);
          });
      for (int i = 0; i < lanes; i++) {
        int half = (i - 5) & 0xffff;
        assertEquals(half, memory.getAtIndex(JAVA_INT, lanes + i), "register " + first);
        assertEquals(half << 16 | half, memory.getAtIndex(JAVA_INT, 2L * lanes + i));
        assertEquals(half, memory.getAtIndex(JAVA_INT, 3L * lanes + i));
        assertEquals((short) half, memory.getAtIndex(JAVA_SHORT, 8L * lanes + i));
      }
      for (int i = lanes / 2; i < lanes; i++) {
        float untouched = 4 * lanes + i + 1;
        assertEquals(untouched, memory.getAtIndex(JAVA_FLOAT, 4L * lanes + i));
      }
    }
  }

  @Test
  void roundsToNearestAndHalvesToEven() {
    Natives.assumeBf16();
    int[] given = {0x3f800000, 0x3f808000, 0x3f818000, 0x3f808001, 0xbf80ffff, 0x7f800000};
    int[] rounded = {0x3f80, 0x3f80, 0x3f82, 0x3f81, 0xbf81, 0x7f80};
    MemorySegment memory = floats(2 * 16);
    MemorySegment arguments = pointer(memory);
    for (int first = 0; first < 32; first++) {
      var register = new VectorRegister(first);
      for (int i = 0; i < given.length; i++) {
        memory.setAtIndex(JAVA_INT, i, given[i]);
      }
      run(
          Vectors.AVX512,
          arguments,
          to -> {
            to.load(Register.RAX, Address.of(Register.RDI, 0));
            to.load(register, Address.of(Register.RAX, 0));
            to.round(register, register);
            to.storeHalf(Address.of(Register.RAX, Vectors.AVX512.bytes()), register);
          });
      for (int i = 0; i < rounded.length; i++) {
        assertEquals((short) rounded[i], memory.getAtIndex(JAVA_SHORT, 32 + i), "number " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void floatsOfTwoVectorsChangePlaces(Vectors vectors) {
    int lanes = vectors.lanes();
    int count = registers(vectors);
    int size = vectors.bytes();
    MemorySegment memory = floats(6 * 16);
    MemorySegment arguments = pointer(memory);
    for (int first = 0; first < count; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 3) % count);
      var c = new VectorRegister((first + 13) % count);
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R14, Address.of(Register.RDI, 0));
            to.load(a, Address.of(Register.R14, 0));
            to.load(b, Address.of(Register.R14, size));
            to.unpackLow(c, a, b);
            to.store(Address.of(Register.R14, 2L * size), c);
            to.unpackHigh(c, a, b);
            to.store(Address.of(Register.R14, 3L * size), c);
            to.firstHalves(c, a, b);
            to.store(Address.of(Register.R14, 4L * size), c);
            to.lastHalves(c, a, b);
            to.store(Address.of(Register.R14, 5L * size), c);
          });
      int[][] places = {{0, 4, 1, 5}, {2, 6, 3, 7}, {0, 1, 4, 5}, {2, 3, 6, 7}};
      for (int result = 0; result < places.length; result++) {
        for (int i = 0; i < lanes; i++) {
          int place = places[result][i % 4];
          int expected = i / 4 * 4 + place % 4 + (place < 4 ? 0 : lanes) + 1;
          long at = (result + 2L) * lanes + i;
          assertEquals(expected, memory.getAtIndex(JAVA_FLOAT, at), "register " + first);
        }
      }
    }
  }

  @Test
  void aVectorOfFourQuarters() {
    assumeTrue(DnnlEngine.hasAvx512(), "no AVX-512: nothing to run");
    MemorySegment memory = floats(64);
    MemorySegment arguments = pointer(memory);
    for (int first = 0; first < 32; first++) {
      var register = new VectorRegister(first);
      run(
          Vectors.AVX512,
          arguments,
          to -> {
            to.load(Register.R13, Address.of(Register.RDI, 0));
            to.loadQuarter(register, Address.of(Register.R13, 20));
            to.insertQuarter(register, register, Address.of(Register.R13, 64), 1);
            to.insertQuarter(register, register, Address.of(Register.R13, 8), 2);
            to.store(Address.of(Register.R13, 128), register);
          });
      float[] expected = {6, 7, 8, 9, 17, 18, 19, 20, 3, 4, 5, 6, 0, 0, 0, 0};
      assertArrayEquals(expected, memory.asSlice(128, 64).toArray(JAVA_FLOAT));
    }
  }

  @Test
  void productsOfPairsAreAddedUp() {
    Natives.assumeBf16();
    MemorySegment memory = floats(4 * 16);
    MemorySegment arguments = pointer(memory);
    int size = Vectors.AVX512.bytes();
    for (int first = 0; first < 32; first++) {
      var a = new VectorRegister(first);
      var b = new VectorRegister((first + 9) % 32);
      var sum = new VectorRegister((first + 17) % 32);
      for (int i = 0; i < 16; i++) {
        memory.setAtIndex(JAVA_INT, i, bf16(i) | bf16(2 * i) << 16);
        memory.setAtIndex(JAVA_INT, 16 + i, bf16(3) | bf16(-i) << 16);
      }
      run(
          Vectors.AVX512,
          arguments,
          to -> {
            to.load(Register.R9, Address.of(Register.RDI, 0));
            to.load(a, Address.of(Register.R9, 0));
            to.broadcast(b, Address.of(Register.R9, size + 5 * Float.BYTES));
            to.load(sum, Address.of(Register.R9, 2L * size));
            to.multiplyPairs(sum, a, b);
            to.store(Address.of(Register.R9, 3L * size), sum);
          });
      for (int i = 0; i < 16; i++) {
        float expected = 33 + i + 3 * i - 5 * 2 * i;
        assertEquals(expected, memory.getAtIndex(JAVA_FLOAT, 48 + i), "register " + first);
      }
    }
  }

  private static int bf16(int number) {
    return Float.floatToRawIntBits(number) >>> 16;
  }

  @ParameterizedTest
  @MethodSource("widths")
  void theSameNumberInAllPlaces(Vectors vectors) {
    MemorySegment memory = floats(64);
    MemorySegment arguments = pointer(memory);
    for (int offset : new int[] {0, 4, 20, 124}) {
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R12, Address.of(Register.RDI, 0));
            to.broadcast(new VectorRegister(11), Address.of(Register.R12, offset));
            to.store(Address.of(Register.R12, 128), new VectorRegister(11));
          });
      for (int i = 0; i < vectors.lanes(); i++) {
        assertEquals(offset / 4 + 1, memory.getAtIndex(JAVA_FLOAT, 32 + i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void aNegativeSumIsReplaced(Vectors vectors) {
    MemorySegment memory = floats(3 * 16);
    MemorySegment arguments = ARENA.allocate(3 * Long.BYTES);
    arguments.setAtIndex(JAVA_LONG, 1, memory.address());
    arguments.setAtIndex(JAVA_LONG, 2, memory.address() + vectors.bytes());
    for (Register at : List.of(Register.RAX, Register.R10, Register.R15)) {
      for (Register other : List.of(Register.RCX, Register.R9, Register.R14)) {
        for (long added : new long[] {Long.MIN_VALUE, 0}) {
          arguments.setAtIndex(JAVA_LONG, 0, added);
          run(
              vectors,
              arguments,
              to -> {
                to.load(at, Address.of(Register.RDI, 0));
                to.load(Register.RDX, Address.of(Register.RDI, Long.BYTES));
                to.load(other, Address.of(Register.RDI, 2 * Long.BYTES));
                to.add(at, Register.RDX);
                to.moveIfNegative(at, other);
                to.prefetch(Address.of(at, other, 0)); // of any place at all
                to.load(new VectorRegister(4), Address.of(at, 0));
                to.store(Address.of(Register.RDX, 2L * vectors.bytes()), new VectorRegister(4));
              });
          float expected = added == 0 ? 1 : 1 + vectors.lanes();
          assertEquals(expected, memory.getAtIndex(JAVA_FLOAT, 2L * vectors.lanes()));
        }
      }
    }
  }

  @Test
  void whatAvx2HasNotIsRefused() {
    var beyond = new VectorRegister(16);
    assertThrows(
        IllegalArgumentException.class, () -> written(Vectors.AVX2, to -> to.move(beyond, beyond)));
    assertThrows(
        IllegalStateException.class,
        () -> written(Vectors.AVX2, to -> to.round(new VectorRegister(0), new VectorRegister(1))));
    assertThrows(
        IllegalStateException.class,
        () ->
            written(
                Vectors.AVX2,
                to -> to.loadQuarter(new VectorRegister(0), Address.of(Register.RAX, 0))));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void loops(Vectors vectors) {
    for (int times : new int[] {0, 1, 2, 1000}) {
      MemorySegment memory = floats(2 * 16);
      MemorySegment arguments = pointer(memory);
      run(
          vectors,
          arguments,
          to -> {
            to.load(Register.R15, Address.of(Register.RDI, 0));
            to.fill(new VectorRegister(9), 0, Register.R10);
            to.fill(new VectorRegister(10), 2, Register.R11);
            Runnable body =
                () -> to.add(new VectorRegister(9), new VectorRegister(9), new VectorRegister(10));
            if (times > 0) {
              to.loop(Register.R13, times, body);
            }
            to.move(Register.R13, 0);
            to.repeatIfAny(Register.R13, body);
            to.move(Register.R8, times);
            to.repeatIfAny(Register.R8, body);
            to.store(Address.of(Register.R15, 0), new VectorRegister(9));
          });
      float[] expected = new float[vectors.lanes()];
      IntStream.range(0, expected.length).forEach(i -> expected[i] = 4 * times);
      assertArrayEquals(
          expected, memory.asSlice(0, vectors.bytes()).toArray(JAVA_FLOAT), 0, "times " + times);
    }
  }
}
