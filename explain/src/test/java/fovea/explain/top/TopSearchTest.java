package fovea.explain.top;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.error.UserException;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.source.PictureSource;
import fovea.explain.top.FieldBox.Place;
import fovea.graph.type.Device;
import fovea.graph.type.TensorType;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopSearchTest {
  private static final TopSearch SEARCH = new TopSearch().tile(4);

  private static List<Integer> pictures(TopUnit unit) {
    return unit.patches().stream().map(TopPatch::picture).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void findsThePlantedPatternWhereItIs(Device device) {
    PictureSource source =
        new Planted().black().cross(100, 6, 4).cross(250, 9, 12).black().source();
    TopPatches top = SEARCH.of(Planted.pooled().on(device), "2", source);
    TopUnit crosses = top.units().getFirst();
    assertEquals(List.of(2, 1), pictures(crosses));
    TopPatch strongest = crosses.patches().getFirst();
    assertEquals(5 * 250, strongest.activation());
    assertEquals("picture 2", strongest.name());
    // The convolution answers at (10, 13), in the middle of the cross; the pool halves that.
    assertEquals(new Place(5, 6), strongest.place());
    assertEquals(new FieldBox(9, 11, 4, 4), strongest.box());
    assertArrayEquals(
        bytes(0, 0, 250, 0, 0, 250, 250, 250, 0, 0, 250, 0, 0, 0, 0, 0),
        strongest.views().patch().pixels());
    assertEquals(new Place(3, 2), crosses.patches().getLast().place());
    assertEquals(new FieldBox(5, 3, 4, 4), crosses.patches().getLast().box());
    assertEquals(4, top.field().vertical().size());
    assertEquals(List.of(1), top.dead());
    assertEquals(4, top.seen().pictures());
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void projectsTheActivationAlone(Device device) {
    PictureSource source = new Planted().cross(200, 6, 4).source();
    TopPatches top = SEARCH.of(Planted.pooled().on(device), "2", source);
    var views = top.units().getFirst().patches().getFirst().views();
    // The transposed kernel: white where it is 1, black where it is -1, gray beyond it.
    int[] kernel = {128, 128, 128, 128, 128, 1, 255, 1, 128, 255, 255, 255, 128, 1, 255, 1};
    assertArrayEquals(bytes(kernel), views.projections().orElseThrow().deconvnet().pixels());
    assertArrayEquals(bytes(kernel), views.projections().orElseThrow().guided().pixels());
    TopPatches without = SEARCH.noProjections().of(Planted.pooled().on(device), "2", source);
    assertTrue(without.units().getFirst().patches().getFirst().views().projections().isEmpty());
  }

  @Test
  void fieldsAreCutAtTheBorder() {
    PictureSource source = new Planted().cross(200, 0, 0).cross(150, 13, 13).source();
    TopPatches top = SEARCH.of(Planted.pooled(), "2", source);
    assertEquals(new FieldBox(0, 0, 3, 3), top.units().getFirst().patches().getFirst().box());
    assertEquals(new FieldBox(13, 13, 3, 3), top.units().getFirst().patches().getLast().box());
  }

  @Test
  void strideAndPaddingOfTheInputMoveTheField() {
    ExplainedNetwork strided =
        ExplainedNetwork.of(
            Sequential.of(Planted.detector().stride(2)), TensorType.f32(1, 1, 20, 20));
    Preprocessing padded = Planted.preprocessing().padding(2);
    PictureSource source = PictureSource.of(new Planted().cross(200, 8, 6).set(), padded);
    TopPatch patch = SEARCH.of(strided, "0", source).units().getFirst().patches().getFirst();
    assertEquals(new Place(5, 4), patch.place());
    assertEquals(new FieldBox(10, 8, 3, 3), patch.box());
  }

  @Test
  void aLayerThatSeesAllShowsWholePictures() {
    ExplainedNetwork pooled =
        Planted.subject(
            Sequential.of(
                Planted.detector(), new GlobalAvgPool(), new Flatten(), new Linear(2, 3)));
    PictureSource source = new Planted().cross(200, 8, 6).source();
    String pool = pooled.layers().all().stream().map(layer -> layer.name()).toList().getLast();
    TopPatches top = SEARCH.of(pooled, pool, source);
    assertTrue(top.field().isWhole());
    top.units().stream()
        .flatMap(unit -> unit.patches().stream())
        .forEach(patch -> assertEquals(new FieldBox(0, 0, 16, 16), patch.box()));
  }

  @Test
  void ninePatchesOfDifferentPicturesAreKept() {
    var planted = new Planted();
    for (int i = 0; i < 14; i++) {
      planted.cross(100 + i * 5 % 14, i % 12, 1);
    }
    TopUnit unit = SEARCH.of(Planted.pooled(), "2", planted.source()).units().getFirst();
    List<Float> activations = unit.patches().stream().map(TopPatch::activation).toList();
    assertEquals(List.of(565f, 560f, 555f, 550f, 545f, 540f, 535f, 530f, 525f), activations);
    TopUnit three = SEARCH.count(3).of(Planted.pooled(), "2", planted.source()).units().getFirst();
    assertEquals(pictures(unit).subList(0, 3), pictures(three));
  }

  @Test
  void ofEqualActivationsTheFirstPicturesStay() {
    var planted = new Planted().cross(120, 1, 1);
    for (int i = 0; i < 12; i++) {
      planted.cross(100, 1, 1);
    }
    TopUnit unit =
        SEARCH.of(Planted.pooled(), "2", planted.cross(130, 1, 1).source()).units().getFirst();
    assertEquals(List.of(13, 0, 1, 2, 3, 4, 5, 6, 7), pictures(unit));
  }

  @Test
  void batchesDoNotChangeTheResult() {
    var planted = new Planted();
    for (int i = 0; i < 11; i++) {
      planted.cross(255 - 20 * i, i, 11 - i).black();
    }
    PictureSource source = planted.source();
    List<String> whole = values(SEARCH.of(Planted.pooled(), "2", source));
    for (int size : new int[] {1, 3, 22, 50}) {
      assertEquals(whole, values(SEARCH.batchSize(size).of(Planted.pooled(), "2", source)));
    }
  }

  private static List<String> values(TopPatches top) {
    return top.units().getFirst().patches().stream()
        .map(
            patch ->
                "%d %s %s %s %s %s"
                    .formatted(
                        patch.picture(),
                        patch.activation(),
                        patch.place(),
                        patch.box(),
                        text(patch.views().patch()),
                        text(patch.views().projections().orElseThrow().guided())))
        .toList();
  }

  private static String text(Picture picture) {
    return picture.shape() + Arrays.toString(picture.pixels());
  }

  @Test
  void readsEachPictureOnceAndTheWinnersOnceMore() {
    var planted = new Planted();
    for (int i = 0; i < 20; i++) {
      planted.cross(10 * i, 3, 3);
    }
    var counting = new Counting(planted.source(), new int[20], -1);
    List<String> progress = new ArrayList<>();
    SEARCH
        .batchSize(8)
        .progress((stage, done, total) -> progress.add(stage + " " + done + "/" + total))
        .of(Planted.pooled(), "2", counting);
    for (int i = 0; i < 20; i++) {
      assertEquals(i < 11 ? 1 : 2, counting.reads[i], "picture " + i);
    }
    assertEquals(
        List.of("pictures 8/20", "pictures 16/20", "pictures 20/20", "patches 8/9", "patches 9/9"),
        progress);
  }

  @Test
  void damagedPicturesAreLeftOutAndNamed() {
    PictureSource source = new Planted().black().cross(200, 3, 3).cross(100, 3, 3).source();
    var damaged = new Counting(source, new int[3], 1);
    TopPatches top = SEARCH.of(Planted.pooled(), "2", damaged);
    assertEquals(List.of(2), pictures(top.units().getFirst()));
    assertEquals(2, top.seen().pictures());
    assertEquals("picture 1: is damaged", top.seen().skipped().getFirst().toString());
    var none = new Counting(new Planted().black().source(), new int[1], 0);
    assertSays(
        "planted: expected pictures, found none that can be read, as picture 0: is damaged",
        () -> SEARCH.of(Planted.pooled(), "2", none));
  }

  /** Counts what is read, and refuses one picture. */
  private record Counting(PictureSource source, int[] reads, int damaged) implements PictureSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public String pictureName(int index) {
      return source.pictureName(index);
    }

    @Override
    public Preprocessing preprocessing() {
      return source.preprocessing();
    }

    @Override
    public Picture picture(int index) {
      return source.picture(index);
    }

    @Override
    public synchronized List<String> write(int index, MemorySegment target, long offset) {
      reads[index]++;
      if (index == damaged) {
        throw new DataException(pictureName(index), "is damaged", "Mend it");
      }
      return source.write(index, target, offset);
    }
  }

  @Test
  void someUnitsCanBeChosen() {
    PictureSource source = new Planted().cross(200, 3, 3).source();
    TopPatches top = SEARCH.units(List.of(1)).of(Planted.pooled(), "2", source);
    assertEquals(List.of(1), top.units().stream().map(TopUnit::unit).toList());
    assertTrue(top.units().getFirst().isDead());
  }

  @Test
  void mistakesAreSentences() {
    ExplainedNetwork subject =
        Planted.subject(Sequential.of(Planted.detector(), new Flatten(), new Linear(392, 3)));
    PictureSource source = new Planted().cross(200, 3, 3).source();
    assertSays(
        "0: expected a unit from 0 to 1, found 2",
        () -> SEARCH.units(List.of(2)).of(subject, "0", source));
    assertSays("2: expected maps [n, c, h, w]", () -> SEARCH.of(subject, "2", source));
    assertSays(
        "5: the network computes nothing of this name", () -> SEARCH.of(subject, "5", source));
    assertSays(
        "planted: expected pictures, found none",
        () -> SEARCH.of(subject, "0", new Planted().source()));
    PictureSource large =
        PictureSource.of(new Planted().black().set(), Planted.preprocessing().padding(2));
    assertSays(
        "planted: expected pictures as the network takes them, [1, 1, 16, 16], found [1, 1,"
            + " 20, 20]",
        () -> SEARCH.of(subject, "0", large));
    assertSays("number of patches: expected 1 or more, found 0", () -> SEARCH.count(0));
    ExplainedNetwork broken = Planted.subject(new Conv2d(1, 1, 3).init(Init.constant(1e300)));
    String name = broken.layers().all().getFirst().name();
    assertSays("expected finite numbers, found ", () -> SEARCH.of(broken, name, source));
  }

  private static void assertSays(String expected, Runnable mistake) {
    String message = assertThrows(UserException.class, mistake::run).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
