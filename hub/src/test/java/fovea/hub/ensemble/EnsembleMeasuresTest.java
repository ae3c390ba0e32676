package fovea.hub.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.augment.CounterRandom;
import fovea.data.sampling.Bootstrap;
import fovea.data.sets.Data;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.ensemble.EnsembleMeasures.MemberScore;
import fovea.hub.ensemble.EnsembleMeasures.SizeScore;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several models bring together. */
class EnsembleMeasuresTest {
  private static final long SEED = 3;

  /** Two classes; a letter for each picture: how sure a member is of the first, 0 to 9 tenths. */
  private static float[] sure(String tenths) {
    float[] rows = new float[2 * tenths.length()];
    for (int i = 0; i < tenths.length(); i++) {
      float first = (tenths.charAt(i) - '0' + 0.5f) / 10;
      rows[2 * i] = first;
      rows[2 * i + 1] = 1 - first;
    }
    return rows;
  }

  /** All pictures are of the first class. */
  private static MemberPredictions predictions(String... members) {
    return MemberPredictions.of(
        IntStream.range(0, members.length).mapToObj(i -> sure(members[i])).toList(),
        new int[members[0].length()],
        2);
  }

  @Test
  void membersEnsembleAndCorrelation() {
    // The first two are wrong on one picture each, not the same; the third on two of its own.
    EnsembleMeasures measures =
        EnsembleMeasures.of(predictions("49999999", "94999999", "99009999"), EnsembleRule.AVERAGE);
    assertEquals(
        List.of(
            new MemberScore(7 / 8.0, 6 / 8.0),
            new MemberScore(7 / 8.0, 6 / 8.0),
            new MemberScore(6 / 8.0, 1)),
        measures.members());
    assertEquals(1, measures.accuracy());
    assertEquals(7 / 8.0, measures.best());
    assertEquals(
        List.of(
            new SizeScore(1, 3, 20 / 24.0, 6 / 8.0, 7 / 8.0),
            new SizeScore(2, 3, (6 + 6 + 8) / 24.0, 6 / 8.0, 1),
            new SizeScore(3, 1, 1, 1, 1)),
        measures.sizes());
    List<List<Double>> pairs = measures.correlation().pairs();
    assertEquals(1, pairs.get(1).get(1));
    assertEquals(-1 / 7.0, pairs.get(0).get(1), 1e-12);
    assertEquals(-2 / Math.sqrt(7 * 12), pairs.get(2).get(0), 1e-12);
    assertEquals(
        (2 * pairs.get(0).get(2) + pairs.get(0).get(1)) / 3, measures.correlation().mean(), 1e-12);
    NextMember next = measures.next();
    assertEquals(1 - 20 / 24.0, next.last(), 1e-12);
    assertEquals(next.last() / 2, next.gain(), 1e-12, "(3 - 1) / (3 + 1)");
    assertTrue(next.lastError() > 0 && next.gainError() == next.lastError() / 2);
  }

  @Test
  void votesCountWhateverMembersAreSureOf() {
    MemberPredictions predictions = predictions("4", "4", "9");
    assertTrue(predictions.isCorrect(EnsembleRule.AVERAGE, 0, 0, 1, 2), "0.45, 0.45, 0.95");
    assertTrue(!predictions.isCorrect(EnsembleRule.VOTE, 0, 0, 1, 2), "two against one");
    assertTrue(predictions.isCorrect(EnsembleRule.VOTE, 0, 0, 2), "a draw, 0.7 in the mean");
  }

  @Test
  void errorsOfMembersThatMakeNoneCorrelateWithNothing() {
    EnsembleMeasures measures =
        EnsembleMeasures.of(predictions("9999", "9990"), EnsembleRule.AVERAGE);
    assertTrue(Double.isNaN(measures.correlation().pairs().get(0).get(1)));
    assertTrue(Double.isNaN(measures.correlation().mean()));
    assertEquals(measures, EnsembleMeasures.fromJson(measures.toJson()));
  }

  /** Members that err on their own bring less each, as the law says. */
  @Test
  void theNextMemberBringsAboutWhatIsExpected() {
    int pictures = 20_000;
    CounterRandom random = new CounterRandom(SEED, 0, 0);
    List<float[]> rows = new ArrayList<>();
    double[] hard = IntStream.range(0, pictures).mapToDouble(_ -> random.gaussian()).toArray();
    for (int member = 0; member < 6; member++) {
      float[] own = new float[2 * pictures];
      for (int i = 0; i < pictures; i++) {
        double logit = 1 + 3 * hard[i] + 3 * random.gaussian();
        own[2 * i] = (float) (1 / (1 + Math.exp(-logit)));
        own[2 * i + 1] = 1 - own[2 * i];
      }
      rows.add(own);
    }
    int[] truth = new int[pictures];
    NextMember expected =
        EnsembleMeasures.of(
                MemberPredictions.of(rows.subList(0, 5), truth, 2), EnsembleRule.AVERAGE)
            .next();
    NextMember found =
        EnsembleMeasures.of(MemberPredictions.of(rows, truth, 2), EnsembleRule.AVERAGE).next();
    assertEquals(
        found.last(), expected.gain(), found.lastError() + expected.gainError(), "seed " + SEED);
    assertTrue(expected.gain() > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8, 12})
  void subsetsHaveTheirSize(int members) {
    for (int size = 1; size <= members; size++) {
      for (int[] some : MemberSubsets.of(size, members)) {
        assertEquals(size, IntStream.of(some).distinct().count());
        assertTrue(IntStream.of(some).allMatch(i -> i >= 0 && i < members));
      }
    }
    assertEquals(1, MemberSubsets.of(members, members).size());
    assertEquals(members, MemberSubsets.of(1, members).size());
  }

  private static Model model(long seed) {
    Layer network = LeNet5.modern(10);
    Parameters.initialize(network, seed);
    var digits = Data.digits(Split.TRAIN, 100, 1);
    return Model.of(
        new ModelCard(
            Blueprint.of(network),
            digits.classes(),
            Preprocessing.standardizing(digits).padding(2),
            JsonObject.empty()),
        network);
  }

  /** What is computed of members is what the network of them says. */
  @ParameterizedTest
  @EnumSource
  void theEnsembleIsThatOfTheNetwork(EnsembleRule rule) {
    var digits = Data.digits(Split.TEST, 300, 2);
    List<Model> members = List.of(model(1), model(2), model(3));
    EnsembleMeasures measures = EnsembleMeasures.of(MemberPredictions.of(members, digits), rule);
    assertEquals(
        ModelEnsemble.of(members, rule).evaluate(digits).accuracy(), measures.accuracy(), 1e-9);
    for (int i = 0; i < members.size(); i++) {
      assertEquals(
          members.get(i).evaluate(digits).accuracy(), measures.members().get(i).accuracy(), 1e-9);
    }
    assertEquals(measures, EnsembleMeasures.fromJson(measures.toJson()));
  }

  @Test
  void outOfBagPicturesJudgeTheirMembers() {
    int pictures = 40;
    List<Bootstrap> samples =
        List.of(Bootstrap.of(pictures, SEED), Bootstrap.of(pictures, SEED + 1));
    // Right on what was left out of its sample, wrong on what is in it.
    List<float[]> rows = new ArrayList<>();
    for (Bootstrap sample : samples) {
      StringBuilder sure = new StringBuilder("0".repeat(pictures));
      IntStream.of(sample.outOfBag()).forEach(i -> sure.setCharAt(i, '9'));
      rows.add(sure(sure.toString()));
    }
    OutOfBag found =
        OutOfBag.of(
            MemberPredictions.of(rows, new int[pictures], 2), samples, EnsembleRule.AVERAGE);
    assertEquals(1, found.ensemble());
    assertEquals(1, found.members().getFirst().accuracy());
    assertEquals(samples.getLast().distinctShare(), found.members().getLast().distinct());
    long judged =
        IntStream.concat(
                IntStream.of(samples.getFirst().outOfBag()),
                IntStream.of(samples.getLast().outOfBag()))
            .distinct()
            .count();
    assertEquals(judged, found.judged());
    assertEquals(found, OutOfBag.fromJson(found.toJson()));
  }

  @Test
  void whatDoesNotFitIsExplained() {
    assertThrows(
        FoveaException.class, () -> MemberPredictions.of(List.of(), new int[1], 2), "no member");
    assertThrows(
        FoveaException.class,
        () -> MemberPredictions.of(List.of(new float[3]), new int[2], 2),
        "three for two pictures");
    var digits = Data.digits(Split.TEST, 20, 2);
    Model gray = model(1);
    Model other =
        Model.of(
            new ModelCard(
                gray.card().blueprint(),
                gray.classes(),
                gray.preprocessing().values(gray.preprocessing().values().mean(List.of(0.0))),
                JsonObject.empty()),
            gray.network());
    assertThrows(
        FoveaException.class,
        () -> MemberPredictions.of(List.of(gray, other), digits),
        "another preprocessing");
    assertThrows(FoveaException.class, () -> MemberPredictions.of(List.of(), digits));
    assertThrows(
        FoveaException.class,
        () -> EnsembleMeasures.of(predictions("99"), EnsembleRule.AVERAGE),
        "one member");
    assertThrows(FormatException.class, () -> EnsembleMeasures.fromJson(JsonObject.empty()));
  }
}
