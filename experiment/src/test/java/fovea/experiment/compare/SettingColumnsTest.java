package fovea.experiment.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.format.Json;
import fovea.format.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingColumnsTest {

  private static SettingColumns of(String... json) {
    return SettingColumns.of(
        Stream.of(json).map(text -> (JsonObject) Json.parse(text, "test")).toList());
  }

  private static List<String> columns(SettingColumns settings) {
    return settings.differing().stream()
        .map(column -> column.name() + " " + column.text(0) + " | " + column.text(1))
        .toList();
  }

  @Test
  void piecesOfOneNameAreComparedMemberByMember() {
    assertEquals(
        List.of("rate 0.1 | 0.2"),
        columns(
            of(
                "{'optimizer':{'name':'sgd','rate':0.1,'momentum':0.9}}".replace('\'', '"'),
                "{'optimizer':{'name':'sgd','rate':0.2,'momentum':0.9}}".replace('\'', '"'))));
  }

  @Test
  void piecesOfOtherNamesAreComparedAsAWhole() {
    assertEquals(
        List.of(
            "optimizer sgd:rate=0.1 | adam:rate=0.001,inner=(a:b=1)", "augments none | x+y:p=2"),
        columns(
            of(
                "{'optimizer':{'name':'sgd','rate':0.1},'augments':[]}".replace('\'', '"'),
                ("{'optimizer':{'name':'adam','rate':0.001,'inner':{'name':'a','b':1.0}},"
                        + "'augments':[{'name':'x'},{'name':'y','p':2}]}")
                    .replace('\'', '"'))));
  }

  @Test
  void namesThatAreTheSameGetTheWordBefore() {
    assertEquals(
        List.of("a.rate 1 | 2", "b.rate 3 | 4"),
        columns(
            of(
                "{\"a\":{\"rate\":1},\"b\":{\"rate\":3}}",
                "{\"a\":{\"rate\":2},\"b\":{\"rate\":4}}")));
  }

  @Test
  void aSeedThatFollowsAnotherIsLeftOut() {
    assertEquals(
        List.of("seed 1 | 2"),
        columns(of("{\"data_seed\":1,\"seed\":1}", "{\"data_seed\":2,\"seed\":2}")));
    assertEquals(
        List.of("data seed 5 | 6", "seed 1 | 2"),
        columns(of("{\"data_seed\":5,\"seed\":1}", "{\"data_seed\":6,\"seed\":2}")));
  }

  @Test
  void numbersAreWrittenPlainlyWhereThatIsShort() {
    assertEquals(
        List.of("a 0.0005 | 3", "b 1e-20 | 1e+30"),
        columns(of("{\"a\":5.0E-4,\"b\":1e-20}", "{\"a\":3.0,\"b\":1.0E30}")));
    assertEquals(List.of("a 1e99999999999 | 1"), columns(of("{\"a\":1e99999999999}", "{\"a\":1}")));
  }

  @Test
  void whatARunHasNotIsADash() {
    SettingColumns settings = of("{\"a\":1,\"b\":2}", "{\"a\":1}", "{}");
    assertEquals(List.of("b 2 | -"), columns(settings));
    assertEquals("1", settings.shared().get("a"));
  }
}
