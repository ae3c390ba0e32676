package fovea.data.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateSearchTest {

  private static final int HEIGHT = 150;
  private static final int WIDTH = 200;

  private static Picture scene(long seed) {
    return Scenes.scene(seed, HEIGHT, WIDTH);
  }

  private static DuplicateKind kind(Picture one, Picture two) {
    return DuplicateSearch.compare(Fingerprint.of(one), Fingerprint.of(two)).orElseThrow().kind();
  }

  @Test
  void copiesAreFoundWhateverWasDoneToThem() {
    for (long seed = 1; seed <= 12; seed++) {
      Picture picture = scene(seed);
      assertEquals(DuplicateKind.SAME_PIXELS, kind(picture, scene(seed)));
      assertEquals(DuplicateKind.SAVED_ANEW, kind(picture, Scenes.saved(picture, 0.5)));
      assertEquals(DuplicateKind.SAVED_ANEW, kind(Scenes.saved(picture, 0.95), picture));
      Picture half = Resize.scale(picture, Interpolation.BICUBIC, HEIGHT / 2, WIDTH / 2);
      assertEquals(DuplicateKind.SAVED_ANEW, kind(picture, half));
      Picture cut = picture.part(8, 10, HEIGHT - 16, WIDTH - 20);
      assertEquals(DuplicateKind.CUT, kind(picture, Scenes.saved(cut, 0.8)));
      assertEquals(DuplicateKind.CUT, kind(cut, picture));
      Picture corner = picture.part(0, 0, HEIGHT - 8, WIDTH - 10);
      assertEquals(DuplicateKind.CUT, kind(picture, corner));
    }
  }

  @Test
  void groupsHoldWhatShowsTheSameAndNothingElse() {
    List<Fingerprint> all = new ArrayList<>();
    for (long seed = 1; seed <= 60; seed++) {
      all.add(Fingerprint.of(scene(seed)));
    }
    assertEquals(List.of(), DuplicateSearch.groups(all));
    all.add(Fingerprint.of(scene(3)));
    all.add(Fingerprint.of(Scenes.saved(scene(3), 0.6)));
    all.add(Fingerprint.of(scene(9).part(8, 10, HEIGHT - 16, WIDTH - 20)));
    List<DuplicateGroup> groups = DuplicateSearch.groups(all);
    assertEquals(
        List.of(List.of(2, 60, 61), List.of(8, 62)),
        groups.stream().map(DuplicateGroup::members).toList());
    assertEquals(DuplicateKind.SAVED_ANEW, groups.getFirst().kind());
    assertEquals(2, groups.getFirst().links().size());
    assertTrue(groups.getFirst().likeness() > 0.98 && groups.getFirst().likeness() < 1);
    assertEquals(DuplicateKind.CUT, groups.getLast().kind());
  }

  @Test
  void picturesWithoutAnythingToSeeAreTheSameOnlyByTheirPixels() {
    var shape = new PictureShape(3, HEIGHT, WIDTH);
    var black = Fingerprint.of(new Picture(shape));
    byte[] bytes = new byte[shape.values()];
    bytes[7] = 3;
    var nearlyBlack = Fingerprint.of(new Picture(shape, bytes));
    assertTrue(DuplicateSearch.compare(black, nearlyBlack).isEmpty());
    List<DuplicateGroup> groups = DuplicateSearch.groups(Collections.nCopies(5_000, black));
    assertEquals(5_000, groups.getFirst().members().size());
    assertEquals(List.of(), DuplicateSearch.groups(List.of()));
    Fingerprint.of(new Picture(new PictureShape(1, 1, 1)));
  }

  @Test
  void theIndexFindsWhatIsNear() {
    var random = new Random(5);
    long[] hashes = random.longs(2_000).toArray();
    for (int i = 0; i < 1_000; i++) {
      hashes[i] = hashes[i + 1_000];
      for (int flips = random.nextInt(14); flips > 0; flips--) {
        hashes[i] ^= 1L << random.nextInt(64);
      }
    }
    var index = new HashIndex(hashes);
    for (int query = 0; query < hashes.length; query++) {
      long hash = hashes[query];
      Set<Integer> found = new TreeSet<>();
      index.near(hash, HashIndex.FARTHEST, found::add);
      Set<Integer> expected = new TreeSet<>();
      IntStream.range(0, hashes.length)
          .filter(i -> Long.bitCount(hashes[i] ^ hash) <= HashIndex.FARTHEST)
          .forEach(expected::add);
      assertEquals(expected, found);
    }
  }
}
