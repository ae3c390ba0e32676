package fovea.onednn.ffm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.ffm.DnnlEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private static final int SIZE = 300_000;

  @TempDir Path folder;

  @Test
  void saysWhatItIsOrWhyNot() {
    if (NativeLibrary.unavailable().isPresent()) {
      assertTrue(NativeLibrary.unavailable().get().endsWith("."));
      assertEquals("none", NativeLibrary.version());
      assertThrows(IllegalStateException.class, NativeLibrary::symbols);
    } else {
      assertTrue(NativeLibrary.version().matches("\\d+\\.\\d+.*"), NativeLibrary.version());
      String instructions = DnnlEngine.instructionSet();
      assertTrue(instructions.length() > 3, instructions);
      boolean named = instructions.matches(".*(core_bf16|core_fp16|amx|avx10).*");
      assertEquals(named, DnnlEngine.multipliesBf16(), instructions);
    }
  }

  private NativeCache.Entry entry(String name) throws IOException {
    Path source = folder.resolve(name + ".source");
    var content = new byte[SIZE];
    content[SIZE - 1] = 42;
    Files.write(source, content);
    return NativeCache.Entry.of(name, source.toUri().toURL());
  }

  @Test
  void unpacksOnce() throws IOException {
    Path cache = folder.resolve("deep/cache");
    List<NativeCache.Entry> files = List.of(entry("a.so"), entry("b.so"));
    NativeCache.unpack(files, cache);
    assertEquals(SIZE, Files.size(cache.resolve("b.so")));
    FileTime past = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(cache.resolve("b.so"), past);
    NativeCache.unpack(files, cache);
    assertEquals(past, Files.getLastModifiedTime(cache.resolve("b.so")));
  }

  @Test
  void replacesHalfAFile() throws IOException {
    Files.write(folder.resolve("a.so"), new byte[SIZE / 2]);
    NativeCache.unpack(List.of(entry("a.so")), folder);
    byte[] content = Files.readAllBytes(folder.resolve("a.so"));
    assertEquals(SIZE, content.length);
    assertEquals(42, content[SIZE - 1]);
  }

  @Test
  void leavesNothingOfASourceThatIsTooShort() throws IOException {
    NativeCache.Entry whole = entry("a.so");
    var entry = new NativeCache.Entry("a.so", whole.source(), SIZE + 1);
    Path cache = folder.resolve("cache");
    assertThrows(IOException.class, () -> NativeCache.unpack(List.of(entry), cache));
    try (var left = Files.list(cache)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void reportsAFolderThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<NativeCache.Entry> files = List.of(entry("a.so"));
    assertThrows(IOException.class, () -> NativeCache.unpack(files, file.resolve("cache")));
  }

  @Test
  void letsSeveralUnpackAtOnce() throws Exception {
    List<NativeCache.Entry> files = List.of(entry("a.so"));
    Callable<Boolean> unpack =
        () -> {
          NativeCache.unpack(files, folder);
          return Files.size(folder.resolve("a.so")) == SIZE;
        };
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (var done : pool.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
        assertTrue(done.get());
      }
    }
  }

  @Test
  void deletesAFolder() throws IOException {
    Path cache = folder.resolve("cache");
    NativeCache.unpack(List.of(entry("a.so")), cache);
    NativeCache.delete(cache);
    assertFalse(Files.exists(cache));
  }
}
