package fovea.onednn.code;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes instructions for x86-64 one after the other: the few that loops over vectors of floats
 * need. Operands stand as Intel has them, the destination first.
 *
 * <p>Encodings: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
 */
public final class Assembler {
  private static final int WIDE = 0x48;
  private static final int REGISTER_FORM = 0b11;
  private static final int HAS_SIB = 0b100;
  private static final int BYTE = 0xff;

  /** What stands in the place of a base for distances from the next instruction. */
  private static final int RELATIVE = 0b101;

  private final Vectors vectors;
  private final Constants constants;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  /** Distances that were not known yet where they stand. */
  private final Map<Integer, Integer> distances = new HashMap<>();

  /** Where the distance to the constants is to be written; before the first if they are unused. */
  private int toConstants = -1;

  /** Writes for vectors of a width. */
  public Assembler(Vectors vectors) {
    this.vectors = vectors;
    this.constants = new Constants(vectors);
  }

  /** What has been written, and the constants behind it. */
  public byte[] bytes() {
    byte[] all = code.toByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    distances.forEach(buffer::putInt);
    return toConstants < 0 ? all : constants.behind(all, toConstants);
  }

  /**
   * {@code lea} of where the constants will lie.
   *
   * @param base which stays as it is where constants are used
   */
  public void useConstants(Register base) {
    write(WIDE | base.high() << 2, 0x8d, base.low() << 3 | RELATIVE);
    toConstants = code.size();
    writeInt(0);
    constants.base(base);
  }

  /** A vector of equal floats in memory, after {@link #useConstants}. */
  public Address constant(float number) {
    return constants.at(Float.floatToRawIntBits(number));
  }

  /** A vector of equal whole numbers in memory, after {@link #useConstants}. */
  public Address constantInt(int number) {
    return constants.at(number);
  }

  // ---- whole numbers and addresses

  /** Keeps registers on the stack, for {@link #restore}: {@code push}. */
  public void save(Register... registers) {
    for (Register register : registers) {
      write(0x40 | register.high(), 0x50 | register.low());
    }
  }

  /** Takes registers back from the stack that were saved in the same order: {@code pop}. */
  public void restore(Register... registers) {
    for (Register register : List.of(registers).reversed()) {
      write(0x40 | register.high(), 0x58 | register.low());
    }
  }

  /** {@code mov} between registers. */
  public void move(Register to, Register from) {
    write(WIDE | from.high() << 2 | to.high(), 0x89);
    write(REGISTER_FORM << 6 | from.low() << 3 | to.low());
  }

  /** {@code mov} of a number. */
  public void move(Register to, int number) {
    withNumber(to, 0, 0xc7, number);
  }

  /** {@code mov} of eight bytes from memory. */
  public void load(Register to, Address from) {
    write(WIDE | to.high() << 2 | index(from).high() << 1 | from.base().high(), 0x8b);
    operand(to.low(), from, 1);
  }

  /** {@code mov} of four bytes from memory; the upper ones become zeros. */
  public void loadInt(Register to, Address from) {
    write(0x40 | to.high() << 2 | index(from).high() << 1 | from.base().high(), 0x8b);
    operand(to.low(), from, 1);
  }

  /** {@code mov} of the lower four bytes to memory. */
  public void storeInt(Address to, Register from) {
    write(0x40 | from.high() << 2 | index(to).high() << 1 | to.base().high(), 0x89);
    operand(from.low(), to, 1);
  }

  /** Loads the arguments of machine code, which {@code RDI} points to, in their order. */
  public void loadArguments(Register... into) {
    for (int i = 0; i < into.length; i++) {
      load(into[i], Address.of(Register.RDI, (long) i * Long.BYTES));
    }
  }

  /** {@code add} of a number. */
  public void add(Register to, int number) {
    withNumber(to, 0, 0x81, number);
  }

  /** {@code add}. */
  public void add(Register to, Register other) {
    write(WIDE | other.high() << 2 | to.high(), 0x01);
    write(REGISTER_FORM << 6 | other.low() << 3 | to.low());
  }

  /** {@code and} with a number, whose sign fills the upper half. */
  public void and(Register to, int number) {
    withNumber(to, 4, 0x81, number);
  }

  /** {@code cmovs}: takes {@code other} if the last sum was negative. */
  public void moveIfNegative(Register to, Register other) {
    write(WIDE | to.high() << 2 | other.high(), 0x0f, 0x48);
    write(REGISTER_FORM << 6 | to.low() << 3 | other.low());
  }

  /** {@code prefetcht0}: has a line of memory brought to the first-level cache. */
  public void prefetchFirst(Address from) {
    write(0x40 | index(from).high() << 1 | from.base().high(), 0x0f, 0x18);
    operand(FIRST_LEVEL, from, 1);
  }

  /** What stands in the place of a register in a {@link #prefetchFirst}. */
  private static final int FIRST_LEVEL = 1;

  /** {@code sfence}: stores past the caches are done before later ones. */
  public void endStreams() {
    write(0x0f, 0xae, 0xf8);
  }

  /** {@code prefetcht1}: has a line of memory brought to the second-level cache. */
  public void prefetch(Address from) {
    write(0x40 | index(from).high() << 1 | from.base().high(), 0x0f, 0x18);
    operand(SECOND_LEVEL, from, 1);
  }

  /** What stands in the place of a register in a {@link #prefetch}. */
  private static final int SECOND_LEVEL = 2;

  private void withNumber(Register to, int extension, int opcode, int number) {
    write(WIDE | to.high(), opcode, REGISTER_FORM << 6 | extension << 3 | to.low());
    writeInt(number);
  }

  /** Writes {@code body}, to be run {@code times} times, counted in a register. */
  public void loop(Register counter, int times, Runnable body) {
    if (times == 1) {
      body.run();
      return;
    }
    move(counter, times);
    repeat(counter, body);
  }

  /** Writes {@code body}, to be run as often as the counter says, at least once. */
  public void repeat(Register counter, Runnable body) {
    int start = code.size();
    body.run();
    add(counter, -1);
    write(0x0f, 0x85); // as long as it is not zero
    writeInt(start - (code.size() + Integer.BYTES));
  }

  /** Writes {@code body}, to be run as often as the counter says, which may be never. */
  public void repeatIfAny(Register counter, Runnable body) {
    write(WIDE | counter.high() << 2 | counter.high(), 0x85); // test
    write(REGISTER_FORM << 6 | counter.low() << 3 | counter.low());
    write(0x0f, 0x84); // over it if it is zero
    int start = code.size();
    writeInt(0);
    repeat(counter, body);
    distances.put(start, code.size() - (start + Integer.BYTES));
  }

  /** {@code call} of what an address in memory points to. */
  public void call(Address target) {
    write(0x40 | index(target).high() << 1 | target.base().high(), 0xff);
    operand(CALL, target, 1);
  }

  /** What stands in the place of a register in a {@link #call}. */
  private static final int CALL = 2;

  /** {@code ret}. */
  public void ret() {
    write(0xc3);
  }

  // ---- vectors

  /** An instruction on registers; {@code a} counts for nothing where it takes one operand only. */
  public void apply(
      VectorOperation operation, VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(operation, to, a, b);
  }

  /** An instruction whose last operand is in memory. */
  public void apply(VectorOperation operation, VectorRegister to, VectorRegister a, Address b) {
    vector(operation, to, a, b);
  }

  /** An instruction with one operand. */
  public void apply(VectorOperation operation, VectorRegister to, VectorRegister from) {
    vector(operation, to, NONE, from);
  }

  /** An instruction with one operand, which is in memory. */
  public void apply(VectorOperation operation, VectorRegister to, Address from) {
    vector(operation, to, NONE, from);
  }

  /** {@code vmovups} between registers. */
  public void move(VectorRegister to, VectorRegister from) {
    vector(VectorOperation.LOAD, to, NONE, from);
  }

  /** {@code vmovups} from memory. */
  public void load(VectorRegister to, Address from) {
    vector(VectorOperation.LOAD, to, NONE, from);
  }

  /** {@code vmovups} to memory. */
  public void store(Address to, VectorRegister from) {
    vector(VectorOperation.STORE, from, NONE, to);
  }

  /** {@code vaddps}. */
  public void add(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.ADD, to, a, b);
  }

  /** {@code vaddps} with memory. */
  public void add(VectorRegister to, VectorRegister a, Address b) {
    vector(VectorOperation.ADD, to, a, b);
  }

  /** {@code vsubps}: {@code a - b}. */
  public void subtract(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.SUBTRACT, to, a, b);
  }

  /** {@code vmulps}. */
  public void multiply(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.MULTIPLY, to, a, b);
  }

  /** {@code vfmadd231ps}: adds {@code a * b} to {@code to}, rounded once. */
  public void multiplyAdd(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.MULTIPLY_ADD, to, a, b);
  }

  /** {@code vbroadcastss}: the same float in all places. */
  public void broadcast(VectorRegister to, Address from) {
    vector(VectorOperation.BROADCAST, to, NONE, from);
  }

  /** {@code vmaxps}: the larger ones; {@code b} where there is no number. */
  public void max(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.MAX, to, a, b);
  }

  /** {@code vminps}: the smaller ones; {@code b} where there is no number. */
  public void min(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.MIN, to, a, b);
  }

  // ---- quarters of a vector: four floats. Need AVX-512.

  /** {@code vmovups} of a quarter from memory; the others become zeros. */
  public void loadQuarter(VectorRegister to, Address from) {
    checkWide();
    vector(VectorOperation.LOAD_QUARTER, to, NONE, from);
  }

  /** {@code vinsertf32x4}: {@code from}, with a quarter from memory in the place of its own. */
  public void insertQuarter(VectorRegister to, VectorRegister from, Address quarter, int place) {
    checkWide();
    vector(VectorOperation.INSERT_QUARTER, to, from, quarter);
    write(place);
  }

  /**
   * {@code vunpcklps}: of each quarter the first two floats of {@code a} and {@code b} in turns.
   */
  public void unpackLow(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.UNPACK_LOW, to, a, b);
  }

  /** {@code vunpckhps}: of each quarter the last two floats of {@code a} and {@code b} in turns. */
  public void unpackHigh(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.UNPACK_HIGH, to, a, b);
  }

  /** {@code vshufps}: of each quarter the first two floats of {@code a}, then of {@code b}. */
  public void firstHalves(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.SHUFFLE, to, a, b);
    write(0b01_00_01_00);
  }

  /** {@code vshufps}: of each quarter the last two floats of {@code a}, then of {@code b}. */
  public void lastHalves(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.SHUFFLE, to, a, b);
    write(0b11_10_11_10);
  }

  // ---- bf16: the upper half of a float

  /** {@code vpmovzxwd} from memory: each of 16 bits becomes 32, the upper ones zeros. */
  public void widen(VectorRegister to, Address from) {
    vector(VectorOperation.WIDEN, to, NONE, from);
  }

  /** {@code vpmovzxwd} of the first half of a register. */
  public void widen(VectorRegister to, VectorRegister from) {
    vector(VectorOperation.WIDEN, to, NONE, from);
  }

  /** {@code vpslld}: moves the bits of each 32 up. */
  public void shiftLeft(VectorRegister to, VectorRegister from, int bits) {
    vector(VectorOperation.SHIFT, new VectorRegister(SHIFT_LEFT), to, from);
    write(bits);
  }

  /** {@code vpsrad}: moves the bits of each 32 down and fills up with the sign. */
  public void shiftRight(VectorRegister to, VectorRegister from, int bits) {
    vector(VectorOperation.SHIFT, new VectorRegister(SHIFT_RIGHT), to, from);
    write(bits);
  }

  /** {@code vpord} with memory. */
  public void or(VectorRegister to, VectorRegister a, Address b) {
    vector(VectorOperation.OR, to, a, b);
  }

  /** {@code vpord}. */
  public void or(VectorRegister to, VectorRegister a, VectorRegister b) {
    vector(VectorOperation.OR, to, a, b);
  }

  /**
   * {@code vdpbf16ps}: adds to each float of {@code to} the products of two pairs of bf16 that lie
   * in its place. Needs AVX-512 with bf16.
   */
  public void multiplyPairs(VectorRegister to, VectorRegister a, VectorRegister b) {
    checkWide();
    vector(VectorOperation.MULTIPLY_PAIRS, to, a, b);
  }

  /**
   * {@code vcvtneps2bf16}: floats rounded to bf16, in the first half of {@code to}. Needs AVX-512
   * with bf16.
   */
  public void round(VectorRegister to, VectorRegister from) {
    checkWide();
    vector(VectorOperation.ROUND, to, NONE, from);
  }

  private void checkWide() {
    if (vectors != Vectors.AVX512) {
      throw new IllegalStateException(vectors + " has no such instruction.");
    }
  }

  /** {@code vmovups} of the first half of a register to memory. */
  public void storeHalf(Address to, VectorRegister from) {
    vector(VectorOperation.STORE_HALF, from, NONE, to);
  }

  /**
   * Sets all floats of one of the first 16 registers to {@code number}; the register {@code by} is
   * used on the way.
   */
  public void fill(VectorRegister to, float number, Register by) {
    if (to.upper() != 0) {
      throw new IllegalArgumentException("Register " + to.number() + " cannot be filled.");
    }
    write(0x40 | by.high(), 0xb8 | by.low());
    writeInt(Float.floatToRawIntBits(number));
    // vmovd: the number to the first float of a short vector.
    write(0xc4, (~(to.high() << 7 | by.high() << 5) & 0xe0) | 1, 0x79, 0x6e);
    write(REGISTER_FORM << 6 | to.low() << 3 | by.low());
    vector(VectorOperation.BROADCAST, to, NONE, to);
  }

  /**
   * {@code vzeroupper}: ends the use of wide vectors, which would slow down older instructions
   * after it.
   */
  public void endVectors() {
    write(0xc5, 0xf8, 0x77);
  }

  /** What stands in the place of a register in instructions that shift by a fixed number. */
  private static final int SHIFT_LEFT = 6;

  private static final int SHIFT_RIGHT = 4;

  /** What an instruction of two operands has in the place of its second one: encoded as 0. */
  private static final VectorRegister NONE = new VectorRegister(0);

  private void vector(
      VectorOperation operation, VectorRegister reg, VectorRegister a, VectorRegister b) {
    check(b);
    prefix(operation, reg, a, b.upper(), b.high());
    write(operation.opcode, REGISTER_FORM << 6 | reg.low() << 3 | b.low());
  }

  private void vector(VectorOperation operation, VectorRegister reg, VectorRegister a, Address b) {
    prefix(operation, reg, a, index(b).high(), b.base().high());
    write(operation.opcode);
    operand(reg.low(), b, vectors == Vectors.AVX512 ? operation.bytes(vectors) : 1);
  }

  /** VEX in three bytes, or EVEX; both hold most bits inverted. */
  private void prefix(
      VectorOperation operation, VectorRegister reg, VectorRegister a, int x, int b) {
    check(reg);
    check(a);
    int high = ~(reg.high() << 7 | x << 6 | b << 5 | reg.upper() << 4) & 0xf0;
    int source = ~a.number() << 3 & 0x78;
    switch (vectors) {
      case AVX2 -> {
        int length = operation == VectorOperation.STORE_HALF ? 0 : 0b100;
        write(0xc4, (high & 0xe0) | operation.map, source | length | operation.prefix);
      }
      case AVX512 -> {
        int last = operation.length() | (a.upper() == 0 ? 0x8 : 0);
        int second = operation.wide() | source | 0b100 | operation.prefix;
        write(0x62, high | operation.map, second, last);
      }
    }
  }

  private void check(VectorRegister register) {
    if (vectors == Vectors.AVX2 && register.upper() != 0) {
      throw new IllegalArgumentException("AVX2 has no vector register " + register.number() + ".");
    }
  }

  private static Register index(Address address) {
    return address.index().orElse(Register.RAX);
  }

  /**
   * A register and a place in memory.
   *
   * @param unit in which a displacement of one byte counts
   */
  private void operand(int reg, Address address, int unit) {
    int displacement = address.displacement();
    boolean small = displacement % unit == 0 && displacement / unit == (byte) (displacement / unit);
    Optional<Register> index = address.index();
    boolean sib = index.isPresent() || address.base().low() == HAS_SIB;
    write((small ? 0x40 : 0x80) | reg << 3 | (sib ? HAS_SIB : address.base().low()));
    if (sib) {
      write(index.map(Register::low).orElse(HAS_SIB) << 3 | address.base().low());
    }
    if (small) {
      write(displacement / unit & BYTE);
    } else {
      writeInt(displacement);
    }
  }

  private void write(int... bytes) {
    for (int one : bytes) {
      code.write(one);
    }
  }

  private void writeInt(int number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      code.write(number >> shift);
    }
  }
}
