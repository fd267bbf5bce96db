package io.cryptoscalp.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What does the paper venue report, and when? */
class PaperExecutorTest {
  private static final long TICK_NS = 1_000_000_000L;
  private static final long ORDER_NS = 1_007_000_000L;

  private final Instrument instrument =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT"), "BTCUSDT");
  private final List<ExecutionReport> reports = new ArrayList<>();
  private final PaperExecutor executor =
      new PaperExecutor(new PaperOptions(0, 0), (strategy, id) -> 0);

  @Test
  void reportIsNeverOlderThanItsOrder() {
    executor.onTick(tick(TICK_NS), reports::add);
    executor.submit(market(ORDER_NS), instrument, reports::add);

    assertThat(reports)
        .extracting(ExecutionReport::status)
        .containsExactly(Status.NEW, Status.FILLED);
    assertThat(reports).extracting(ExecutionReport::eventTimeNs).containsOnly(ORDER_NS);
  }

  @Test
  void reportHasTheTimeOfTheTickThatFilledIt() {
    executor.submit(market(ORDER_NS), instrument, reports::add);
    executor.onTick(tick(ORDER_NS + 5), reports::add);

    assertThat(reports).extracting(ExecutionReport::eventTimeNs).containsOnly(ORDER_NS + 5);
  }

  private Order market(long eventTimeNs) {
    return new Order(
        "cs-1",
        Order.Kind.NEW,
        "paper-1",
        "test",
        instrument.id(),
        Side.BUY,
        OrderType.MARKET,
        0,
        0,
        10,
        false,
        "intent-1",
        "",
        "",
        eventTimeNs,
        TICK_NS);
  }

  private MarketTick tick(long timeNs) {
    return new MarketTick(
        instrument.id(),
        timeNs,
        timeNs,
        1,
        new long[] {999},
        new long[] {50},
        new long[] {1001},
        new long[] {50},
        0,
        0,
        null,
        0,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }
}
