package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fovea.graph.Variable;
import fovea.graph.spi.Call;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Slot;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrologueTest {
  private static final TensorType TYPE = TensorType.f32(16);
  private static final int BYTES = 64;

  private final Variable weight =
      new Variable("weight", TYPE, true, () -> HostBuffer.allocate(TYPE));
  private final Slot stored = Slot.of(weight);
  private final Slot picture = new Slot(new Slot.Place.Argument(0), Layout.plain(TYPE));
  private final Slot folded = temporary();
  private final Slot reordered = temporary();
  private final Slot result = temporary();

  private static Slot temporary() {
    return Slot.temporary(Layout.plain(TYPE));
  }

  private static Call call(List<Slot> reads, List<Slot> writes, Slot... scratch) {
    Call.Label label = new Call.Label("", "test", "", "none", false);
    return new Call(label, reads, writes, List.of(scratch), false, _ -> () -> {});
  }

  @Test
  void onlyWhatTheBodyReadsIsKept() {
    Slot scratch = temporary();
    Call fold = call(List.of(stored), List.of(folded), scratch);
    Call reorder = call(List.of(folded), List.of(reordered));
    Call convolve = call(List.of(picture, reordered), List.of(result));
    List<Slot> results = List.of(result);
    Prologue prologue = Prologue.split(new Lowered(List.of(fold, reorder, convolve), results));
    assertEquals(List.of(fold, reorder), prologue.calls());
    assertEquals(List.of(convolve), prologue.body());
    assertEquals(Set.of(weight), prologue.sources());
    assertEquals(Set.of(reordered), prologue.kept());

    Lifetimes.Placement placement = Lifetimes.place(prologue, results);
    assertFalse(placement.offsets().containsKey(reordered));
    assertEquals(Set.of(folded, scratch, result), placement.offsets().keySet());
    // The body overwrites what the prologue has needed.
    assertEquals(2 * BYTES, placement.bytes());
    assertEquals(0, placement.offsets().get(result));
  }

  @Test
  void aResultThatNeverChangesIsKept() {
    Call fold = call(List.of(stored), List.of(folded));
    Slot view = folded.seen(Layout.plain(TensorType.f32(4, 4)));
    Prologue prologue = Prologue.split(new Lowered(List.of(fold), List.of(view)));
    assertEquals(Set.of(folded), prologue.kept());
    assertEquals(0, Lifetimes.place(prologue, List.of(view)).bytes());
  }

  @Test
  void whatTheBodyOverwritesIsMadeAnewEachTime() {
    Call activate = call(List.of(stored), List.of(folded));
    Call accumulate = call(List.of(picture, folded), List.of(folded));
    List<Call> calls = List.of(activate, accumulate);
    Prologue prologue = Prologue.split(new Lowered(calls, List.of(folded)));
    assertEquals(List.of(), prologue.calls());
    assertEquals(calls, prologue.body());
  }

  @Test
  void aVariableThatThePlanChangesIsReadEachTime() {
    Call fold = call(List.of(stored), List.of(folded));
    Call update = call(List.of(folded), List.of(stored));
    Prologue prologue = Prologue.split(new Lowered(List.of(fold, update), List.of()));
    assertEquals(List.of(), prologue.calls());
  }
}
