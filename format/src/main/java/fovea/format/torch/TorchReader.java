package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells the three forms of file apart that PyTorch has written over the years. */
final class TorchReader {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int TAR_OFFSET = 257;

  private TorchReader() {}

  static TorchValue read(Path file, Arena arena) {
    MemorySegment bytes = MappedFile.map(file, "a PyTorch file", arena);
    try {
      return read(bytes);
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /** The content of a file that is in memory; errors do not name the file. */
  static TorchValue read(MemorySegment bytes) {
    if (MappedFile.has(bytes, ZIP, 0)) {
      return ZipForm.read(bytes);
    }
    if (MappedFile.has(bytes, TAR, TAR_OFFSET)) {
      return TarForm.read(bytes);
    }
    return LegacyForm.read(bytes);
  }
}
