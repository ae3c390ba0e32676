package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.CString;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;

/**
 * A decided computation: the implementation chosen for some shapes, types and layouts, and the
 * layouts that it wants. Cheap (tens of microseconds); code is generated when it is {@linkplain
 * Primitive compiled}.
 *
 * <p>The accessors return what the implementation reads and writes, {@link MemoryDesc#none()} for
 * what it has not; a descriptor given as {@code any} comes back decided.
 */
public final class PrimitiveDesc extends NativeObject {
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_primitive_desc_destroy");
  private static final CFunction QUERY = CFunction.ofOneDnn("dnnl_primitive_desc_query");
  private static final CFunction QUERY_MD = CFunction.ofOneDnn("dnnl_primitive_desc_query_md");
  private static final CFunction NEXT = CFunction.ofOneDnn("dnnl_primitive_desc_next_impl");
  private static final int IMPLEMENTATION = 8;

  private PrimitiveDesc(long address) {
    super(address, DESTROY);
  }

  /**
   * Calls a function whose first argument is the place of the result; {@code arguments} gives the
   * others.
   */
  public static PrimitiveDesc create(CFunction function, UnaryOperator<CallArguments> arguments) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      arguments.apply(call).check(function);
      return new PrimitiveDesc(result.get(JAVA_LONG, 0));
    }
  }

  /** Generates the code, or takes it from the library's cache. */
  public Primitive compile() {
    return Primitive.of(this);
  }

  /** Returns the name of the implementation, such as {@code jit:avx512_core}. */
  public String implementation() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(JAVA_LONG);
      QUERY.call(address(), IMPLEMENTATION, 0, place.address());
      return CString.read(place.get(JAVA_LONG, 0));
    }
  }

  /**
   * Turns this descriptor to the next implementation that can do the same, in the order in which
   * oneDNN would prefer them.
   *
   * @return whether there was one
   */
  public boolean next() {
    return Status.of(NEXT.call(address())) == Status.SUCCESS;
  }

  public MemoryDesc source() {
    return source(0);
  }

  /** Returns the {@code index}-th source of a primitive with several. */
  public MemoryDesc source(int index) {
    return query(Query.SOURCE, index);
  }

  public MemoryDesc weights() {
    return query(Query.WEIGHTS, 0);
  }

  public MemoryDesc bias() {
    return query(Query.WEIGHTS, 1);
  }

  public MemoryDesc destination() {
    return query(Query.DESTINATION, 0);
  }

  public MemoryDesc sourceGradient() {
    return query(Query.SOURCE_GRADIENT, 0);
  }

  public MemoryDesc weightsGradient() {
    return query(Query.WEIGHTS_GRADIENT, 0);
  }

  public MemoryDesc biasGradient() {
    return query(Query.WEIGHTS_GRADIENT, 1);
  }

  public MemoryDesc destinationGradient() {
    return query(Query.DESTINATION_GRADIENT, 0);
  }

  /** Returns what the forward pass keeps for the backward one. */
  public MemoryDesc workspace() {
    return query(Query.WORKSPACE, 0);
  }

  /** Returns the memory needed while running, of no meaning before and after. */
  public MemoryDesc scratchpad() {
    return query(Query.SCRATCHPAD, 0);
  }

  /**
   * Returns the descriptor of an argument of {@link Execution}, such as the mean of a batch
   * normalization.
   */
  public MemoryDesc argument(Arg argument) {
    return query(Query.ARGUMENT, argument.code());
  }

  private enum Query {
    SOURCE(129),
    SOURCE_GRADIENT(130),
    WEIGHTS(131),
    WEIGHTS_GRADIENT(132),
    DESTINATION(133),
    DESTINATION_GRADIENT(134),
    WORKSPACE(135),
    SCRATCHPAD(136),
    ARGUMENT(255);

    private final int code;

    Query(int code) {
      this.code = code;
    }
  }

  private MemoryDesc query(Query what, int index) {
    return MemoryDesc.copyOf(QUERY_MD.call(address(), what.code, index));
  }

  @Override
  public String toString() {
    return implementation();
  }
}
