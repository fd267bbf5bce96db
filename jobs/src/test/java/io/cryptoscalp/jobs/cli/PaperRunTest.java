package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Are stored rows of a paper account the round trips and the equity that they tell of? */
class PaperRunTest {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";

  private static PaperRun.Position row(
      long time, double quantity, double average, double realized, double unrealized, double fees) {
    double equity = 1_000 + realized + unrealized - fees;
    return new PaperRun.Position(
        BTC, time, quantity, average, 100, realized, unrealized, fees, 0, equity);
  }

  private static RunRecord run(List<PaperRun.Position> rows, List<PaperRun.Fill> fills, long from) {
    return new PaperRun(rows, fills, Map.of())
        .of("paper-1", "s", new TreeMap<>(), "ab", from, List.of());
  }

  @Test
  void aRoundTripGoesFromFlatToFlat() {
    List<PaperRun.Position> rows =
        List.of(
            row(10, 1, 100, 0, 0, 0.1),
            row(20, 2, 101, 0, 2, 0.2),
            row(30, 1, 101, 4, 4, 0.3),
            row(40, 0, 0, 9, 0, 0.4),
            row(50, -1, 106, 9, 0, 0.5),
            row(60, 0, 0, 7, 0, 0.6));
    List<PaperRun.Fill> fills =
        List.of(
            new PaperRun.Fill(BTC, 10, Side.BUY, 1, 100, "entry"),
            new PaperRun.Fill(BTC, 20, Side.BUY, 1, 102, "entry"),
            new PaperRun.Fill(BTC, 30, Side.SELL, 1, 105, "half"),
            new PaperRun.Fill(BTC, 40, Side.SELL, 1, 106, "target"),
            new PaperRun.Fill(BTC, 50, Side.SELL, 1, 106, "entry"),
            new PaperRun.Fill(BTC, 60, Side.BUY, 1, 108, "stop"));
    RunRecord run = run(rows, fills, 0);
    assertThat(run.startEquity()).isEqualTo(1_000);
    assertThat(run.kind()).isEqualTo(RunRecord.Kind.PAPER);
    assertThat(run.trades()).hasSize(2);
    TradeOutcome first = run.trades().get(0);
    assertThat(first.side()).isEqualTo(Side.BUY);
    assertThat(first.quantity()).isEqualTo(2);
    assertThat(first.entryPrice()).isEqualTo(101);
    assertThat(first.exitPrice()).isEqualTo(105.5);
    assertThat(first.entryNs()).isEqualTo(10);
    assertThat(first.exitNs()).isEqualTo(40);
    assertThat(first.gross()).isEqualTo(9);
    assertThat(first.exitReason()).isEqualTo("target");
    assertThat(run.trades().get(1).gross()).isEqualTo(-2);
    double net = run.trades().stream().mapToDouble(TradeOutcome::net).sum();
    double[] equity = run.equity().value();
    assertThat(equity[equity.length - 1] - run.startEquity()).isCloseTo(net, within(1e-9));
  }

  @Test
  void aTurnEndsOneTripAndBeginsTheNext() {
    RunRecord run =
        run(
            List.of(row(10, 1, 100, 0, 0, 0), row(20, -1, 110, 10, 0, 0), row(30, 0, 0, 12, 0, 0)),
            List.of(new PaperRun.Fill(BTC, 20, Side.SELL, 2, 110, "turn")),
            0);
    assertThat(run.trades()).extracting(TradeOutcome::gross).containsExactly(10.0, 2.0);
    assertThat(run.trades()).extracting(TradeOutcome::side).containsExactly(Side.BUY, Side.SELL);
  }

  @Test
  void whatCameBeforeTheSpanIsWhereItStarts() {
    RunRecord run =
        run(
            List.of(
                row(10, 1, 100, 0, 0, 0),
                row(20, 0, 0, 50, 0, 0),
                row(30, 1, 100, 50, 0, 0),
                row(40, 0, 0, 45, 0, 0)),
            List.of(),
            25);
    assertThat(run.startEquity()).isEqualTo(1_050);
    assertThat(run.trades()).hasSize(1);
    assertThat(run.trades().get(0).gross()).isEqualTo(-5);
    assertThat(run.equity().value()).containsExactly(1_050, 1_045);
    assertThat(
            new PaperRun(List.of(), List.of(), Map.of())
                .of("a", "s", new TreeMap<>(), "", 0, List.of()))
        .isNull();
  }
}
