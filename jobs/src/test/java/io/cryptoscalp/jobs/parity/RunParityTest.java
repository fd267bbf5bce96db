package io.cryptoscalp.jobs.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is the first difference of two runs named, with the stage that made it? */
class RunParityTest {
  private static final int EVENTS = 40;

  @TempDir Path folder;

  private final SampleRun left = new SampleRun(EVENTS);
  private final SampleRun right = new SampleRun(EVENTS);

  private RunParity compare(double tolerance, String... ignored) throws Exception {
    return RunParity.of(
        new FileRows(left.write(folder.resolve("a")), "", RowRange.ALL),
        new FileRows(right.write(folder.resolve("b")), "", RowRange.ALL),
        tolerance,
        Set.of(ignored));
  }

  private Difference first() throws Exception {
    Difference difference = compare(0).earliest();
    assertThat(difference).isNotNull();
    return difference;
  }

  @Test
  void equalRunsHaveNoDifference() throws Exception {
    right.of(ComparedTable.FILLS).get(3).put("last_price", "103.000");
    RunParity parity = compare(0);
    assertThat(parity.differences()).isZero();
    assertThat(parity.earliest()).isNull();
    assertThat(parity.strategies()).containsExactly("breakout");
    assertThat(parity.tallies()).hasSize(5).allMatch(tally -> tally.firstRows() == EVENTS);
  }

  @Test
  void aFillAtAnotherPriceIsOfTheAccount() throws Exception {
    right.of(ComparedTable.FILLS).get(17).put("last_price", "117.01");
    Difference difference = first();
    assertThat(difference.operator()).isEqualTo("account");
    assertThat(difference.uid()).isEqualTo("account");
    assertThat(difference.table()).isEqualTo(ComparedTable.FILLS);
    assertThat(difference.field()).isEqualTo("last_price");
    assertThat(difference.first()).isEqualTo("117");
    assertThat(difference.second()).isEqualTo("117.01");
    assertThat(difference.account()).isEqualTo("main");
    assertThat(difference.instrument()).isEqualTo("ETHUSDT-PERP.BINANCE");
    assertThat(difference.timeNs()).isEqualTo(1_700_000_017_000_000_000L);
    assertThat(compare(0.01).differences()).isZero();
    assertThat(compare(0, "last_price").differences()).isZero();
  }

  @Test
  void aFeatureTwoStagesEarlierIsNamedInPlaceOfItsConsequences() throws Exception {
    ((ArrayNode) right.of(ComparedTable.FEATURES).get(9).path("values")).set(1, 2.25);
    right.of(ComparedTable.PREDICTIONS).get(9).put("probability_up", 0.7);
    right.of(ComparedTable.DECISIONS).get(9).put("accepted", false);
    right.of(ComparedTable.ORDERS).remove(9);
    right.of(ComparedTable.FILLS).remove(9);
    Difference difference = first();
    assertThat(difference.operator()).isEqualTo("features");
    assertThat(difference.uid()).isEqualTo("instrument");
    assertThat(difference.field()).isEqualTo("values[1]");
    assertThat(difference.first()).isEqualTo("2.5");
    assertThat(difference.second()).isEqualTo("2.25");
    assertThat(difference.sequence()).isEqualTo(9);
    assertThat(compare(0).differences()).isEqualTo(5);
  }

  @Test
  void theStageIsReadFromTheColumn() throws Exception {
    right.of(ComparedTable.FEATURES).get(5).put("regime_confidence", 0.9);
    assertThat(first().operator()).isEqualTo("regime");
    left.of(ComparedTable.PREDICTIONS).get(4).put("valid", false);
    assertThat(first().operator()).isEqualTo("scoring");
    left.of(ComparedTable.DECISIONS).get(3).put("rule", "max-position");
    assertThat(first().operator()).isEqualTo("risk");
    left.of(ComparedTable.DECISIONS).remove(2);
    Difference wanted = first();
    assertThat(wanted.operator()).isEqualTo("strategy");
    assertThat(wanted.kind()).isEqualTo(Difference.Kind.ADDITIONAL);
    assertThat(wanted.first()).isEmpty();
    assertThat(wanted.second()).contains("decision_id=d-2", "instrument=BTCUSDT-PERP.BINANCE");
  }

  @Test
  void missingAndAdditionalRowsAreCounted() throws Exception {
    right.of(ComparedTable.ORDERS).remove(20);
    right.of(ComparedTable.FILLS).add(right.of(ComparedTable.FILLS).get(30).deepCopy());
    left.of(ComparedTable.FILLS).remove(35);
    RunParity parity = compare(0);
    RunParity.Tally orders = parity.tallies().get(3);
    RunParity.Tally fills = parity.tallies().get(4);
    assertThat(orders.missing()).isEqualTo(1);
    assertThat(fills.additional()).isEqualTo(2);
    assertThat(parity.differences()).isEqualTo(3);
    Difference difference = first();
    assertThat(difference.kind()).isEqualTo(Difference.Kind.MISSING);
    assertThat(difference.id()).isEqualTo("BTCUSDT-PERP.BINANCE c-20 kind");
  }

  @Test
  void aRowAtAnotherTimeIsOneDifference() throws Exception {
    right.of(ComparedTable.FILLS).get(8).put("event_time_ns", 1_700_000_008_000_000_001L);
    RunParity parity = compare(0);
    assertThat(parity.differences()).isEqualTo(1);
    assertThat(first().field()).isEqualTo("event_time_ns");
  }

  @Test
  void rowsInAnotherOrderAreADifference() throws Exception {
    Collections.swap(right.of(ComparedTable.ORDERS), 11, 12);
    RunParity parity = compare(0);
    assertThat(parity.tallies().get(3).moved()).isEqualTo(2);
    Difference difference = first();
    assertThat(difference.kind()).isEqualTo(Difference.Kind.ORDER);
    assertThat(difference.first()).isEqualTo("place 11: ETHUSDT-PERP.BINANCE c-11 kind");
    assertThat(difference.second()).isEqualTo("place 11: BTCUSDT-PERP.BINANCE c-12 kind");
  }

  @Test
  void instrumentsMayComeInAnyOrderToEachOther() throws Exception {
    Collections.swap(right.of(ComparedTable.FEATURES), 11, 12);
    assertThat(compare(0).differences()).isZero();
  }

  @Test
  void aTrialIsHeldToALiveRunByWhatItsAccountDid() throws Exception {
    Path live = left.write(folder.resolve("live"));
    right.write(folder.resolve("run"), "t1");
    right.of(ComparedTable.FILLS).get(7).put("maker", false);
    Path run = right.write(folder.resolve("run"), "t2");
    Files.writeString(run.resolve("run.json"), "{\"dataHash\":\"ab12\"}");
    FileRows rows = new FileRows(live, "", RowRange.ALL);
    RunParity equal = RunParity.of(rows, new FileRows(run, "t1", RowRange.ALL), 0, Set.of());
    assertThat(equal.differences()).isZero();
    assertThat(equal.notCompared())
        .containsExactly(ComparedTable.FEATURES, ComparedTable.PREDICTIONS);
    FileRows other = new FileRows(run, "t2", RowRange.ALL);
    assertThat(other.dataHash()).isEqualTo("ab12");
    assertThat(RunParity.of(rows, other, 0, Set.of()).differences()).isEqualTo(1);
    assertThatThrownBy(() -> new FileRows(run, "", RowRange.ALL))
        .hasMessageContaining("PARITY_TRIAL_UNKNOWN")
        .hasMessageContaining("[t1, t2]");
  }

  @Test
  void aRunThatDidNothingIsNoParity() throws Exception {
    Path none = Files.createDirectories(folder.resolve("run/rows")).getParent();
    Path files = none.resolve("rows");
    Files.writeString(files.resolve("backtest_orders.jsonl"), "");
    FileRows empty = new FileRows(none, "", RowRange.ALL);
    assertThatThrownBy(() -> RunParity.of(empty, empty, 0, Set.of()))
        .hasMessageContaining("PARITY_EMPTY");
    FileRows some = new FileRows(left.write(folder.resolve("a")), "", RowRange.ALL);
    RunParity parity = RunParity.of(some, empty, 0, Set.of());
    assertThat(parity.differences()).isEqualTo(3 * EVENTS);
  }

  @Test
  void aRangeLeavesOutWhatLiesBeyond() throws Exception {
    right.of(ComparedTable.FILLS).get(30).put("fee", 9.0);
    RowRange before = new RowRange(0, 1_700_000_030_000_000_000L, "main");
    FileRows a = new FileRows(left.write(folder.resolve("a")), "", before);
    FileRows b = new FileRows(right.write(folder.resolve("b")), "", before);
    RunParity parity = RunParity.of(a, b, 0, Set.of());
    assertThat(parity.differences()).isZero();
    assertThat(parity.tallies().get(4).firstRows()).isEqualTo(30);
  }

  @Test
  void aBrokenRowIsNamed() throws Exception {
    List<ObjectNode> fills = right.of(ComparedTable.FILLS);
    fills.get(0).remove("fee");
    assertThatThrownBy(() -> compare(0))
        .hasMessageContaining("PARITY_ROW_INVALID: table=fills column=fee value=missing");
  }
}
