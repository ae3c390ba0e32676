package fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureSetTest {

  @Test
  void copiesPictures() {
    PictureSet data = TestSets.random(4, new PictureShape(2, 3, 5), 3);
    MemorySegment target = MemorySegment.ofArray(new byte[40]);
    data.copyPicture(2, target, 10);
    assertArrayEquals(
        data.picture(2).pixels(), target.asSlice(10, 30).toArray(ValueLayout.JAVA_BYTE));
    assertThrows(IndexOutOfBoundsException.class, () -> data.picture(4));
    assertThrows(IndexOutOfBoundsException.class, () -> data.copyPicture(0, target, 11));
  }

  @Test
  void firstIsABeginning() {
    PictureSet data = TestSets.counting(10).first(3);
    assertEquals(List.of(0, 1, 2), labels(data));
    assertEquals(10, TestSets.counting(10).first(99).size());
    assertTrue(data.info().description().contains("first 3"));
    assertEquals("counting", data.name());
  }

  @Test
  void splitsWithoutOverlap() {
    PictureSet data = TestSets.counting(100);
    PictureSet.Parts parts = data.split(0.8, 7);
    assertEquals(80, parts.first().size());
    assertEquals(20, parts.second().size());
    var all = new TreeSet<>(labels(parts.first()));
    all.addAll(labels(parts.second()));
    assertEquals(100, all.size());
    assertEquals(labels(parts.second()), labels(data.split(0.8, 7).second()));
    assertNotEquals(labels(parts.second()), labels(data.split(0.8, 8).second()));
    assertThrows(DataException.class, () -> data.split(1.5, 0));
    assertThrows(DataException.class, () -> data.split(Double.NaN, 0));
  }

  @Test
  void splitsEachClassAlike() {
    PictureSet data = TestSets.random(30, new PictureShape(1, 2, 2), 3);
    PictureSet.Parts parts = data.stratifiedSplit(0.4, 7);
    assertEquals(12, parts.first().size());
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      assertEquals(4, labels(parts.first()).stream().filter(l -> l == wanted).count());
      assertEquals(6, labels(parts.second()).stream().filter(l -> l == wanted).count());
    }
    assertEquals(labels(parts.first()), labels(data.stratifiedSplit(0.4, 7).first()));
    assertEquals(0, data.stratifiedSplit(0, 7).first().size());
    assertEquals(0, data.stratifiedSplit(1, 7).second().size());
    assertThrows(DataException.class, () -> data.stratifiedSplit(-0.1, 0));
  }

  @Test
  void partsMustFitEachOther() {
    DataInfo info = TestSets.counting(3).info();
    MemorySegment three = MemorySegment.ofArray(new byte[3]);
    assertThrows(DataException.class, () -> new InMemoryPictures(info, three, new int[2]));
    assertThrows(DataException.class, () -> new InMemoryPictures(info, three, new int[] {0, 1, 3}));
    assertThrows(IndexOutOfBoundsException.class, () -> TestSets.counting(3).subset("outside", 3));
  }

  @Test
  void adaptsChannels() {
    var gray = new Picture(new PictureShape(1, 1, 2), new byte[] {7, -1});
    assertArrayEquals(new byte[] {7, -1, 7, -1, 7, -1}, gray.channels(3).pixels());
    // 255 · 0.299, 0.587, 0.114, as Pillow's convert("L") rounds them.
    var colors = new Picture(new PictureShape(3, 1, 3), new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1});
    assertArrayEquals(new byte[] {76, (byte) 150, 29}, colors.channels(1).pixels());
    assertThrows(DataException.class, () -> gray.channels(4));
  }

  private static List<Integer> labels(PictureSet data) {
    return IntStream.range(0, data.size()).mapToObj(data::label).toList();
  }
}
