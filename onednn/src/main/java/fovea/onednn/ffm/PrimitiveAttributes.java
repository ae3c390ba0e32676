package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a primitive is to run. The scratchpad is always the caller's, since the library's own is one
 * per thread and would break when threads change; everything else is oneDNN's default.
 */
public record PrimitiveAttributes(List<PostOp> postOps) {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_primitive_attr_create");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_primitive_attr_destroy");
  private static final CFunction SCRATCHPAD =
      CFunction.ofOneDnn("dnnl_primitive_attr_set_scratchpad_mode");
  private static final CFunction SET_POST_OPS =
      CFunction.ofOneDnn("dnnl_primitive_attr_set_post_ops");
  private static final CFunction POST_OPS_CREATE = CFunction.ofOneDnn("dnnl_post_ops_create");
  private static final CFunction POST_OPS_DESTROY = CFunction.ofOneDnn("dnnl_post_ops_destroy");
  private static final CFunction APPEND_ELTWISE =
      CFunction.ofOneDnn("dnnl_post_ops_append_eltwise");
  private static final CFunction APPEND_SUM = CFunction.ofOneDnn("dnnl_post_ops_append_sum");
  private static final CFunction APPEND_BINARY = CFunction.ofOneDnn("dnnl_post_ops_append_binary");
  private static final int SCRATCHPAD_OF_USER = 1;
  private static final int TYPE_OF_DESTINATION = 0;

  private static final PrimitiveAttributes NOTHING_SPECIAL = new PrimitiveAttributes(List.of());

  public PrimitiveAttributes {
    postOps = List.copyOf(postOps);
  }

  /** Returns the attributes without post-operations. */
  public static PrimitiveAttributes standard() {
    return NOTHING_SPECIAL;
  }

  /** Returns these attributes with one more post-operation at the end. */
  public PrimitiveAttributes then(PostOp postOp) {
    return new PrimitiveAttributes(Stream.concat(postOps.stream(), Stream.of(postOp)).toList());
  }

  /** Makes the native counterpart, which lives as long as the arena. */
  long toNative(Arena arena) {
    long attributes = create(CREATE, DESTROY, arena);
    check(SCRATCHPAD, SCRATCHPAD.call(attributes, SCRATCHPAD_OF_USER));
    if (!postOps.isEmpty()) {
      long chain = create(POST_OPS_CREATE, POST_OPS_DESTROY, arena);
      postOps.forEach(postOp -> append(chain, postOp));
      check(SET_POST_OPS, SET_POST_OPS.call(attributes, chain));
    }
    return attributes;
  }

  private static long create(CFunction create, CFunction destroy, Arena arena) {
    MemorySegment place = arena.allocate(JAVA_LONG);
    Status status = Status.of(create.call(place.address()));
    if (status != Status.SUCCESS) {
      throw new DnnlException(create.name(), status, "attributes");
    }
    long created = place.get(JAVA_LONG, 0);
    // The place is only the occasion: an arena runs such actions when it is closed.
    place.reinterpret(arena, _ -> destroy.call(created));
    return created;
  }

  private static void append(long chain, PostOp postOp) {
    try (var call = new CallArguments()) {
      call.address(chain);
      switch (postOp) {
        case PostOp.Apply(EltwisePrimitive.Function(var algorithm, float alpha, float beta)) ->
            call.code(algorithm).real(alpha).real(beta).check(APPEND_ELTWISE);
        case PostOp.Accumulate(float scale) ->
            call.real(scale).number(0).number(TYPE_OF_DESTINATION).check(APPEND_SUM);
        case PostOp.Combine(var algorithm, MemoryDesc operand) ->
            call.code(algorithm).object(operand).check(APPEND_BINARY);
      }
    }
  }

  private void check(CFunction function, long result) {
    Status status = Status.of(result);
    if (status != Status.SUCCESS) {
      throw new DnnlException(function.name(), status, this);
    }
  }

  @Override
  public String toString() {
    return postOps.isEmpty() ? "no post-operations" : "then " + postOps;
  }
}
