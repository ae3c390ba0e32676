package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.CString;
import fovea.onednn.ffm.system.NativeLibrary;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.MemorySegment;

/** The CPU as a place to run primitives; one for the whole process. */
public final class DnnlEngine extends NativeObject {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_engine_create");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_engine_destroy");
  private static final CFunction EFFECTIVE_ISA = CFunction.ofOneDnn("dnnl_get_effective_cpu_isa");
  private static final CFunction ISA_NAME = CFunction.ofOneDnn("dnnl_cpu_isa2str");
  private static final int CPU = 1;

  /** {@code dnnl_cpu_isa_avx512_core_bf16}; larger sets have its bits and more. */
  private static final long AVX512_BF16 = 0xe7;

  /** {@code dnnl_cpu_isa_avx2}. */
  private static final long AVX2 = 0x7;

  /** {@code dnnl_cpu_isa_avx512_core}. */
  private static final long AVX512 = 0x27;

  /** The bits of {@code dnnl_cpu_isa_avx512_core_amx} for tiles and for bf16 in them. */
  private static final long AMX_BF16 = 0xa00;

  private DnnlEngine(long address) {
    super(address, DESTROY);
  }

  private static final class Holder {
    static final DnnlEngine CPU_ENGINE = create();
  }

  /**
   * Returns the CPU engine.
   *
   * @throws IllegalStateException if the library is {@linkplain NativeLibrary#unavailable()
   *     unavailable}
   */
  public static DnnlEngine cpu() {
    return Holder.CPU_ENGINE;
  }

  private static DnnlEngine create() {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.number(CPU).number(0).check(CREATE);
      return new DnnlEngine(result.get(JAVA_LONG, 0));
    }
  }

  /**
   * Returns the instruction set that kernels are generated for, such as {@code
   * cpu_isa_avx512_core_bf16}.
   */
  public static String instructionSet() {
    return CString.read(ISA_NAME.call(EFFECTIVE_ISA.call(0)));
  }

  /** Whether the processor multiplies bf16; elsewhere oneDNN has slow stand-ins for it, or none. */
  public static boolean multipliesBf16() {
    return has(AVX512_BF16);
  }

  /**
   * Whether kernels multiply bf16 by matrix units, AMX, which are many times as fast as vectors.
   */
  public static boolean multipliesBf16InTiles() {
    return has(AMX_BF16);
  }

  /** Whether vectors are the fastest that multiplies bf16 here. */
  public static boolean multipliesBf16InVectors() {
    return multipliesBf16() && !multipliesBf16InTiles();
  }

  /** Whether kernels may use AVX2, by the processor and by what the user allows oneDNN. */
  public static boolean hasAvx2() {
    return has(AVX2);
  }

  /** Whether kernels may use AVX-512, by the processor and by what the user allows oneDNN. */
  public static boolean hasAvx512() {
    return has(AVX512);
  }

  /** On other processors the bits mean something else. */
  private static boolean has(long set) {
    return System.getProperty("os.arch").equals("amd64") && (EFFECTIVE_ISA.call(0) & set) == set;
  }

  @Override
  public String toString() {
    return "cpu";
  }
}
