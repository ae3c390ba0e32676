package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of one call into oneDNN, given in their order, with the native memory that they
 * need until the call is over. They are kept in readable form too, so that a refusal can say what
 * was asked.
 */
public final class CallArguments implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final long[] words = new long[CFunction.MAX_WORDS];
  private final float[] floats = new float[CFunction.MAX_FLOATS];
  private final List<Object> shown = new ArrayList<>();
  private int wordCount;
  private int floatCount;

  /** A word that means nothing to a reader, such as an address. */
  public CallArguments address(long word) {
    words[wordCount++] = word;
    return this;
  }

  /** The place of a result, a pointer or a number, that the callee fills. */
  MemorySegment result() {
    MemorySegment place = arena.allocate(JAVA_LONG);
    address(place.address());
    return place;
  }

  public CallArguments engine() {
    return address(DnnlEngine.cpu().address());
  }

  public CallArguments number(long number) {
    shown.add(number);
    return address(number);
  }

  public CallArguments code(Coded constant) {
    shown.add(constant);
    return address(constant.code());
  }

  /** Floats travel apart from words: only their order among each other matters. */
  public CallArguments real(float real) {
    shown.add(real);
    floats[floatCount++] = real;
    return this;
  }

  public CallArguments object(NativeObject object) {
    shown.add(object);
    return address(object.address());
  }

  public CallArguments objects(List<? extends NativeObject> objects) {
    shown.add(objects);
    long[] addresses = objects.stream().mapToLong(NativeObject::address).toArray();
    return address(arena.allocateFrom(JAVA_LONG, addresses).address());
  }

  public CallArguments dims(long... dims) {
    shown.add(Arrays.toString(dims));
    long[] full = Arrays.copyOf(dims, MemoryDesc.MAX_RANK);
    return address(arena.allocateFrom(JAVA_LONG, full).address());
  }

  CallArguments ints(int... ints) {
    shown.add(Arrays.toString(ints));
    return address(arena.allocateFrom(JAVA_INT, ints).address());
  }

  public CallArguments reals(float... reals) {
    shown.add(Arrays.toString(reals));
    return address(arena.allocateFrom(JAVA_FLOAT, reals).address());
  }

  public CallArguments attributes(PrimitiveAttributes attributes) {
    shown.add(attributes);
    return address(attributes.toNative(arena));
  }

  /** Calls and returns the word that the function returns. */
  long call(CFunction function) {
    try {
      return function.callWide(words, floats);
    } finally {
      Reference.reachabilityFence(shown); // the objects whose addresses were passed
    }
  }

  /** Calls and throws if the function does not report success. */
  void check(CFunction function) {
    Status status = Status.of(call(function));
    if (status != Status.SUCCESS) {
      throw new DnnlException(function.name(), status, shown);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
