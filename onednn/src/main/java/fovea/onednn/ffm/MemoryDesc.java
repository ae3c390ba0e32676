package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * What lies in a buffer: element type, logical dimensions, and how they are laid out. Dimensions of
 * data are {@code [n, c, h, w]}, of weights {@code [o, i, h, w]} or {@code [g, o, i, h, w]},
 * whatever the layout.
 */
public final class MemoryDesc extends NativeObject {
  /** The most dimensions that oneDNN knows. */
  public static final int MAX_RANK = 12;

  private static final CFunction BY_STRIDES =
      CFunction.ofOneDnn("dnnl_memory_desc_create_with_strides");
  private static final CFunction BY_TAG = CFunction.ofOneDnn("dnnl_memory_desc_create_with_tag");
  private static final CFunction PART = CFunction.ofOneDnn("dnnl_memory_desc_create_submemory");
  private static final CFunction RESHAPE = CFunction.ofOneDnn("dnnl_memory_desc_reshape");
  private static final CFunction PERMUTE = CFunction.ofOneDnn("dnnl_memory_desc_permute_axes");
  private static final CFunction CLONE = CFunction.ofOneDnn("dnnl_memory_desc_clone");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_memory_desc_destroy");
  private static final CFunction QUERY = CFunction.ofOneDnn("dnnl_memory_desc_query");
  private static final CFunction EQUAL = CFunction.ofOneDnn("dnnl_memory_desc_equal");
  private static final CFunction SIZE = CFunction.ofOneDnn("dnnl_memory_desc_get_size");

  /** The value in {@code dnnl_format_tag_t} that leaves the choice to the primitive. */
  private static final int ANY = 1;

  private static final MemoryDesc NOTHING = new MemoryDesc(NONE);

  /** How far a layout is decided. */
  public enum FormatKind {
    UNDEFINED,
    /** The primitive chooses. */
    ANY,
    /** Strides, with inner blocks or without. */
    BLOCKED,
    /** Known to the primitive alone. */
    OPAQUE
  }

  private MemoryDesc(long address) {
    super(address, DESTROY);
  }

  /**
   * Returns the descriptor of an argument that is not there, such as the bias of a convolution
   * without one.
   */
  public static MemoryDesc none() {
    return NOTHING;
  }

  /** Returns a descriptor whose layout the primitive shall choose. */
  public static MemoryDesc any(DataType type, long... dims) {
    return byTag(type, ANY, dims);
  }

  /** Returns a descriptor in row-major order: {@code nchw}, {@code oihw}, {@code nc}, … */
  public static MemoryDesc plain(DataType type, long... dims) {
    return of(type, FormatTag.rowMajor(dims.length), dims);
  }

  /** Returns a descriptor of elements in some order. */
  public static MemoryDesc of(DataType type, FormatTag order, long... dims) {
    return order.isPlain()
        ? strided(type, dims, order.strides(dims))
        : byTag(type, order.code(), dims);
  }

  /** Returns a descriptor by strides, counted in elements. */
  public static MemoryDesc strided(DataType type, long[] dims, long[] strides) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.number(dims.length).dims(dims).code(type).dims(strides).check(BY_STRIDES);
      return owned(result);
    }
  }

  private static MemoryDesc byTag(DataType type, int tag, long... dims) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.number(dims.length).dims(dims).code(type).number(tag).check(BY_TAG);
      return owned(result);
    }
  }

  /** Returns an own copy of a descriptor that belongs to another object. */
  static MemoryDesc copyOf(long address) {
    if (address == NONE) {
      return none();
    }
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.number(address).check(CLONE);
      return owned(result);
    }
  }

  private static MemoryDesc owned(MemorySegment result) {
    return new MemoryDesc(result.get(JAVA_LONG, 0));
  }

  /** Returns this layout with another element type; row-major where it cannot be asked for. */
  public MemoryDesc as(DataType type) {
    if (isPlain()) {
      return strided(type, dims(), strides());
    }
    return blocked().map(order -> of(type, order, dims())).orElseGet(() -> plain(type, dims()));
  }

  /** Returns this layout for other sizes, if it is blocked and can be asked for. */
  public Optional<MemoryDesc> sized(long... dims) {
    return blocked().map(order -> of(type(), order, dims));
  }

  private Optional<FormatTag> blocked() {
    return order().filter(FormatTag::known);
  }

  /** Returns the descriptor of a box of {@code dims} at {@code offsets}, in the same buffer. */
  public MemoryDesc part(long[] dims, long[] offsets) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.object(this).dims(dims).dims(offsets).check(PART);
      return owned(result);
    }
  }

  /**
   * Returns the descriptor of the same buffer under other dimensions, where the layout allows it.
   */
  public MemoryDesc reshape(long... dims) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.object(this).number(dims.length).dims(dims).check(RESHAPE);
      return owned(result);
    }
  }

  /**
   * Returns the descriptor of the same buffer with axis {@code i} of this one as axis {@code
   * target[i]}.
   */
  public MemoryDesc permute(int... target) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.object(this).ints(target).check(PERMUTE);
      return owned(result);
    }
  }

  /** Returns whether this is {@link #none()}, or a result that the primitive does not have. */
  public boolean isNone() {
    return address() == NONE || rank() == 0;
  }

  public int rank() {
    return queryInt(Query.RANK);
  }

  public DataType type() {
    return DataType.of(queryInt(Query.TYPE));
  }

  /** Returns the logical dimensions. */
  public long[] dims() {
    return queryLongs(Query.DIMS, rank());
  }

  /** Returns the dimensions rounded up to whole blocks. */
  public long[] paddedDims() {
    return queryLongs(Query.PADDED_DIMS, rank());
  }

  /** Returns the strides in elements; of a blocked axis, those from block to block. */
  public long[] strides() {
    return queryLongs(Query.STRIDES, rank());
  }

  /** Returns the sizes of the inner blocks, outermost first; none in a plain layout. */
  public long[] innerBlocks() {
    return queryLongs(Query.INNER_BLOCKS, queryInt(Query.INNER_BLOCK_COUNT));
  }

  /** Returns the axis of each inner block. */
  public long[] innerAxes() {
    return queryLongs(Query.INNER_AXES, queryInt(Query.INNER_BLOCK_COUNT));
  }

  public FormatKind formatKind() {
    FormatKind[] kinds = FormatKind.values();
    return kinds[Math.min(queryInt(Query.FORMAT_KIND), kinds.length - 1)];
  }

  /**
   * Returns the size of the buffer in bytes, padding included; 0 for {@link #none()} and undecided
   * layouts.
   */
  public long size() {
    return address() == NONE ? 0 : SIZE.call(address());
  }

  /** Returns the number of elements in the buffer, padding included. */
  public long paddedElements() {
    return size() / type().bytes();
  }

  /** Returns whether the layout is decided and has no blocks: strides alone describe it. */
  public boolean isPlain() {
    return formatKind() == FormatKind.BLOCKED && innerBlocks().length == 0;
  }

  /** Returns whether some lanes hold no element; they must be zero in every buffer. */
  public boolean isPadded() {
    return !Arrays.equals(dims(), paddedDims());
  }

  /** Returns the order of the elements; empty if it is not decided, or there are holes. */
  public Optional<FormatTag> order() {
    return LayoutTag.tag(this);
  }

  /** Returns whether the elements lie in this order. */
  public boolean isIn(FormatTag order) {
    return order().filter(order::equals).isPresent();
  }

  /**
   * Returns a short name of the layout: {@code nchw}, {@code nChw16c}, {@code OIhw16i16o}; see
   * {@link LayoutTag#name}.
   */
  public String layout() {
    return LayoutTag.name(this, Optional.empty());
  }

  /**
   * Returns the name of the layout of weights, {@code [o, i, h, w]} or with groups {@code [g, o, i,
   * h, w]}.
   */
  public String weightsLayout() {
    return LayoutTag.name(this, Optional.of(LayoutTag.weightLetters(rank())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemoryDesc that
        && (this == that
            || (address() != NONE
                && that.address() != NONE
                && EQUAL.call(address(), that.address()) != 0));
  }

  @Override
  public int hashCode() {
    return address() == NONE ? 0 : Arrays.hashCode(dims());
  }

  @Override
  public String toString() {
    return isNone() ? "none" : "%s %s %s".formatted(type(), Arrays.toString(dims()), layout());
  }

  /** The values of {@code dnnl_query_t} used here. */
  private enum Query {
    STRIDES(14),
    RANK(256),
    DIMS(257),
    TYPE(258),
    PADDED_DIMS(260),
    FORMAT_KIND(262),
    INNER_BLOCK_COUNT(263),
    INNER_BLOCKS(264),
    INNER_AXES(265);

    private final int code;

    Query(int code) {
      this.code = code;
    }
  }

  private int queryInt(Query what) {
    if (address() == NONE) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(JAVA_LONG);
      QUERY.call(address(), what.code, place.address());
      return place.get(JAVA_INT, 0);
    }
  }

  private long[] queryLongs(Query what, int count) {
    if (count == 0) {
      return new long[0];
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(JAVA_LONG);
      Status status = Status.of(QUERY.call(address(), what.code, place.address()));
      if (status != Status.SUCCESS) {
        throw new DnnlException(
            QUERY.name(), status, what + " of a layout that is " + formatKind());
      }
      long source = place.get(JAVA_LONG, 0);
      return MemorySegment.ofAddress(source).reinterpret(8L * count).toArray(JAVA_LONG);
    }
  }
}
