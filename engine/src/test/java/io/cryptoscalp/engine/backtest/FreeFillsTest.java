package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.ImpactModel;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.QueueModel;
import io.cryptoscalp.engine.matching.SimulatedExecutor;
import io.cryptoscalp.engine.matching.TapeKind;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Is a strategy that only lives on free fills seen through? */
class FreeFillsTest {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final long MS = 1_000_000;
  private static final long START = 1_700_000_000_000L * MS;
  private static final long CYCLE = 1000;
  private static final Instrument INSTRUMENT = instrument();
  private static final long STEP = INSTRUMENT.tickSize();
  private static final long LEVEL = INSTRUMENT.scalePrice(60_000);
  private static final long SIZE = INSTRUMENT.lotSize() * 100_000;

  private static Instrument instrument() {
    Instrument instrument = InstrumentCatalogue.builtIn().find(BTC);
    assertThat(instrument).isNotNull();
    return instrument;
  }

  /** One state of the market, told to the account and to the venue. */
  record Moment(long atMs, long bid, long trade) {}

  @Test
  void whoPostsBeforeADipEarnsOnPaperAlone() {
    FreeFills compared =
        new FreeFills(
            run(null),
            run(
                VenueOptions.standard(LatencyModel.constant(0, 0))
                    .withQueue(QueueModel.logarithm())
                    .withImpact(ImpactModel.none())),
            run(
                VenueOptions.standard(LatencyModel.constant(10 * MS, 10 * MS))
                    .withQueue(QueueModel.riskAverse())));
    assertThat(FreeFills.net(compared.paper())).as(compared.text()).isPositive();
    assertThat(FreeFills.net(compared.instant())).as(compared.text()).isPositive();
    assertThat(FreeFills.net(compared.queued())).as(compared.text()).isNegative();
    assertThat(compared.found()).isTrue();
    assertThat(compared.kept()).isNegative();
    assertThat(FreeFills.fillRatio(compared.queued()))
        .isPositive()
        .isLessThan(FreeFills.fillRatio(compared.paper()));
  }

  /** In three of four cycles someone sweeps the level for a moment; in the fourth it falls. */
  static List<Moment> market() {
    List<Moment> moments = new ArrayList<>();
    Random random = new Random(7);
    for (int cycle = 0; cycle < 80; cycle++) {
      long at = cycle * CYCLE;
      boolean falls = random.nextInt(4) == 0;
      moments.add(new Moment(at, LEVEL, 0));
      moments.add(new Moment(at + 2, LEVEL, 0));
      if (!falls) {
        moments.add(new Moment(at + 4, LEVEL, LEVEL - STEP));
      }
      moments.add(new Moment(at + 100, LEVEL + (falls ? -1L : 1L) * 1500 * STEP, 0));
      moments.add(new Moment(at + 500, LEVEL + (falls ? -1L : 1L) * 1500 * STEP, 0));
      moments.add(new Moment(at + 502, LEVEL + (falls ? -1L : 1L) * 1500 * STEP, 0));
      moments.add(new Moment(at + 700, LEVEL + (falls ? -1L : 1L) * 1500 * STEP, 0));
    }
    return moments;
  }

  private static TrialSummary run(@Nullable VenueOptions options) {
    MarketFeed feed = feed();
    Trial trial = trial(feed, options, 1000 * MS);
    TrialNotes sink = new TrialNotes();
    for (Moment moment : market()) {
      feed.add(events(moment));
      trial.onTick(tick(moment), sink);
      if (isScored(moment)) {
        trial.onScored(scored(moment), intent -> trial.onIntent(intent, sink));
      }
    }
    trial.end(sink);
    return trial.summary();
  }

  static MarketFeed feed() {
    return new MarketFeed(id -> INSTRUMENT, null, 5 * MS);
  }

  static boolean isScored(Moment moment) {
    return moment.atMs % (CYCLE / 2) == 0;
  }

  static Trial trial(MarketFeed feed, @Nullable VenueOptions options, long gridNs) {
    RiskLimits limits = RiskLimits.defaults(Set.of(BTC));
    AccountEngine account =
        options == null
            ? new AccountEngine(
                new AccountConfig("a", 100_000, limits, new PaperOptions(0, 0)), id -> INSTRUMENT)
            : new AccountEngine(
                new AccountConfig("a", 100_000, limits, null),
                id -> INSTRUMENT,
                positions ->
                    new SimulatedExecutor(List.of(feed.market(BTC)), List.of(options), 100_000));
    return new Trial(
        TrialWindow.ALL, gridNs, account, id -> List.of(new Poster()), id -> INSTRUMENT);
  }

  static MarketEvents events(Moment moment) {
    long at = START + moment.atMs * MS;
    boolean trades = moment.trade > 0;
    byte[] kinds = {TapeKind.CLEAR, TapeKind.BID, TapeKind.ASK, TapeKind.TRADE_SELL};
    long[] prices = {0, moment.bid, moment.bid + STEP, moment.trade};
    long[] quantities = {0, SIZE, SIZE, INSTRUMENT.lotSize()};
    int count = trades ? 4 : 3;
    return new MarketEvents(
        BTC,
        at,
        at,
        Arrays.copyOf(kinds, count),
        Arrays.copyOf(prices, count),
        Arrays.copyOf(quantities, count),
        Double.NaN,
        0);
  }

  static MarketTick tick(Moment moment) {
    long at = START + moment.atMs * MS;
    return new MarketTick(
        BTC,
        at,
        at,
        moment.atMs,
        new long[] {moment.bid},
        new long[] {SIZE},
        new long[] {moment.bid + STEP},
        new long[] {SIZE},
        moment.trade,
        moment.trade > 0 ? INSTRUMENT.lotSize() : 0,
        moment.trade > 0 ? Side.SELL : null,
        0,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  static ScoredSnapshot scored(Moment moment) {
    long at = START + moment.atMs * MS;
    return new ScoredSnapshot(
        new FeatureSnapshot(
            BTC,
            at,
            at,
            moment.atMs,
            "v1",
            new double[0],
            new long[0],
            moment.bid,
            moment.bid + STEP,
            Regime.NORMAL,
            1,
            true),
        new Prediction(BTC, at, at, moment.atMs, "", "", 0.5, false));
  }

  /** Posts at the bid, and leaves half a second later. */
  private static final class Poster implements Strategy {
    @Override
    public String id() {
      return "poster";
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      FeatureSnapshot now = scored.snapshot();
      boolean enters = now.sequence() % CYCLE == 0;
      out.intent(
          new Intent(
              "p" + now.sequence(),
              id(),
              "a",
              BTC,
              enters ? Intent.Action.ENTER_LONG : Intent.Action.EXIT,
              enters ? OrderType.POST_ONLY : OrderType.MARKET,
              enters ? now.bestBid() : 0,
              now.bestBid(),
              enters ? now.bestBid() - 6000 * STEP : 0,
              enters ? now.bestBid() + 12_000 * STEP : 0,
              0.9,
              0.5,
              "",
              false,
              0,
              Regime.NORMAL,
              "turn",
              now.eventTimeNs(),
              now.receiveTimeNs(),
              now.sequence()));
    }

    @Override
    public void write(StateWriter out) {}

    @Override
    public void read(StateReader in) {}
  }
}
