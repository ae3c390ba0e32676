package fovea.graph.spi;

import fovea.graph.PlannedKernel;
import fovea.graph.Variable;
import fovea.graph.type.Arithmetic;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One kernel with the memory it needs, before addresses are known.
 *
 * @param label what is computed, for print-outs
 * @param writes memory that is written; may repeat one of {@code reads} to work in place
 * @param scratch memory that is needed during the call only
 * @param inPlace whether the first written slot may share memory with the first read one, if that
 *     is not needed later
 * @param binder makes the call runnable
 */
public record Call(
    Label label,
    List<Slot> reads,
    List<Slot> writes,
    List<Slot> scratch,
    boolean inPlace,
    Binder binder) {

  /** Brings elements into a variable: row-major ones, or such as lie as it does. */
  public static Call store(Slot from, Variable variable) {
    Slot home = Slot.of(variable);
    return new Call(
        new Label(variable.name(), "store", variable.type().toString(), "java", false),
        List.of(from),
        List.of(home),
        List.of(),
        false,
        memory -> {
          MemorySegment source = memory.of(from);
          MemorySegment target = memory.of(home);
          return from.layout().equals(home.layout())
              ? () -> target.copyFrom(source)
              : () -> home.layout().pack(source, target);
        });
  }

  /** Brings the elements of {@code from}, in whatever layout, into the row-major {@code plain}. */
  static Call unpack(Slot from, Slot plain) {
    String change = from.layout().name() + " > " + plain.layout().name();
    return new Call(
        new Label("", "reorder", change, "java", true),
        List.of(from),
        List.of(plain),
        List.of(),
        false,
        memory -> {
          MemorySegment source = memory.of(from);
          MemorySegment target = memory.of(plain);
          return () -> from.layout().unpack(source, target);
        });
  }

  /**
   * What a call computes.
   *
   * @param path layer path
   * @param kernel name of the kernel
   * @param shapes types of what it reads and writes, as text
   * @param implementation who does it, such as {@code brg_conv_fwd:avx512_core} or {@code java}
   * @param reorder whether it only changes a layout
   * @param arithmetic how much it multiplies
   * @param reason why it is done this way, where there is a choice; else empty
   */
  public record Label(
      String path,
      String kernel,
      String shapes,
      String implementation,
      boolean reorder,
      Arithmetic arithmetic,
      String reason) {
    /** Of what moves data and multiplies nothing. */
    public Label(
        String path, String kernel, String shapes, String implementation, boolean reorder) {
      this(path, kernel, shapes, implementation, reorder, Arithmetic.none(), "");
    }

    /** Returns this label with another reason. */
    public Label reason(String reason) {
      return new Label(path, kernel, shapes, implementation, reorder, arithmetic, reason);
    }

    /** Whether the reference loops do it, for want of a faster kernel. */
    public boolean slow() {
      return implementation.equals(PlannedKernel.REFERENCE);
    }
  }

  /** Gives slots their memory. */
  public interface Memory {
    /** The memory of {@code slot}: the same for the life of the plan. */
    MemorySegment of(Slot slot);
  }

  /** Makes a kernel ready to run again and again over fixed memory. */
  public interface Binder {
    /** Binds to memory. */
    Runnable bind(Memory memory);
  }
}
