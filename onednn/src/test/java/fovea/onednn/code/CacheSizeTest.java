package fovea.onednn.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CacheSizeTest {
  @Test
  void kilobytesAreRead() {
    assertEquals(32L << 20, CacheSize.parse("32768K\n"));
    assertEquals(0, CacheSize.parse("much"));
    assertEquals(0, CacheSize.parse("99999999999K"));
    assertTrue(CacheSize.bytes() > 0);
  }
}
