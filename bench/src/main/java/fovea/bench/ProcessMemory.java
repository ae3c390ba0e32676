package fovea.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says about the memory of this process; Linux only. */
final class ProcessMemory {
  private static final int THIS_THREAD = 1;
  private static final int SIZE_OF_RUSAGE = 144;
  private static final int MINOR_FAULTS = 64;
  private static final int SIZE_OF_MALLINFO2 = 80;
  private static final int MAPPED_BYTES = 32;
  private static final int BYTES_IN_USE = 56;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment usage = arena.allocate(SIZE_OF_RUSAGE, 8);
  private final MethodHandle getrusage;
  private final MethodHandle mallinfo2;

  ProcessMemory() {
    Linker linker = Linker.nativeLinker();
    getrusage =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("getrusage"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    mallinfo2 =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mallinfo2"),
            FunctionDescriptor.of(
                MemoryLayout.structLayout(
                    MemoryLayout.sequenceLayout(SIZE_OF_MALLINFO2 / 8, ValueLayout.JAVA_LONG))));
  }

  /** Page faults of the calling thread that needed no disk, so far. */
  long minorFaults() {
    try {
      int _ = (int) getrusage.invokeExact(THIS_THREAD, usage);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return usage.get(ValueLayout.JAVA_LONG, MINOR_FAULTS);
  }

  /** Bytes that native code has allocated and not freed. */
  long nativeBytes() {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) mallinfo2.invoke(call);
      return info.get(ValueLayout.JAVA_LONG, BYTES_IN_USE)
          + info.get(ValueLayout.JAVA_LONG, MAPPED_BYTES);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Resident bytes of the process. */
  static long resident() {
    try {
      String pages = Files.readString(Path.of("/proc/self/statm"));
      int from = pages.indexOf(' ') + 1;
      return Long.parseLong(pages.substring(from, pages.indexOf(' ', from))) * 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
