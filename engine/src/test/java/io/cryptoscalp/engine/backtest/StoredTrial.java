package io.cryptoscalp.engine.backtest;

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
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarketFeed;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A trial of two strategies on two markets, which is stored in the middle of everything: with
 * positions, with orders that work and that are on their way, and with market events that wait. The
 * history is pinned by stored bytes: change nothing of it.
 */
final class StoredTrial extends TrialNotes {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String ETH = "ETHUSDT-PERP.BINANCE";
  private static final long MS = 1_000_000;
  private static final long START = 1_700_000_000_000L * MS;
  private static final long LONGEST = 5 * MS;
  private static final double EQUITY = 100_000;
  private static final int CUT = 10;
  private static final int MOMENTS = 40;

  /** When it is stored, receive time. */
  static final long CUT_NS = START + (100L * CUT + 2) * MS;

  private static final int LEVELS = 4;
  private static final InstrumentCatalogue CATALOGUE = InstrumentCatalogue.builtIn();

  private static final RiskLimits LIMITS =
      RiskLimits.defaults(Set.of(BTC, ETH))
          .with(
              Map.of(
                  "max-position-share", "2",
                  "max-gross-share", "8",
                  "max-net-share", "8",
                  "max-base-share", "8",
                  "max-leverage", "20",
                  "max-order-notional", "1e9"));

  private final MarketFeed feed = new MarketFeed(StoredTrial::instrument, null, LONGEST);
  private final AccountEngine account;
  private final Trial trial;

  StoredTrial() {
    VenueOptions options = VenueOptions.standard(LatencyModel.logNormal(60 * MS, 60 * MS, 0.2, 11));
    this.account =
        new AccountEngine(
            new AccountConfig("a", EQUITY, LIMITS, null),
            StoredTrial::instrument,
            positions ->
                new SimulatedExecutor(
                    List.of(feed.market(BTC), feed.market(ETH)),
                    List.of(options, options),
                    EQUITY));
    this.trial =
        new Trial(
            TrialWindow.ALL,
            2 * MS,
            account,
            id -> List.of(new Player("taker"), new Player("maker")),
            StoredTrial::instrument);
  }

  private static Instrument instrument(String id) {
    return Objects.requireNonNull(CATALOGUE.find(id));
  }

  AccountEngine account() {
    return account;
  }

  MarketFeed feed() {
    return feed;
  }

  TrialSummary summary() {
    return trial.summary();
  }

  void write(StateWriter out) {
    feed.write(out);
    trial.write(out);
  }

  void read(StateReader in) {
    feed.read(in);
    trial.read(in);
  }

  /** Up to two milliseconds after a state of the one market, one before that of the other. */
  void playToCut() {
    for (int i = 0; i < CUT; i++) {
      first(i);
      second(i);
    }
    first(CUT);
  }

  void playFromCut() {
    second(CUT);
    for (int i = CUT + 1; i < MOMENTS; i++) {
      first(i);
      second(i);
    }
    trial.end(this);
  }

  /** Both markets' messages are known before the trial gets to the second market's. */
  private void first(int moment) {
    feed.add(events(BTC, moment));
    feed.add(events(ETH, moment));
    take(BTC, moment);
    trial.onTime(at(BTC, moment) + 2 * MS, this);
    feed.release(at(BTC, moment) + MS);
  }

  private void second(int moment) {
    take(ETH, moment);
    trial.onTime(at(ETH, moment) + 40 * MS, this);
    feed.release(at(ETH, moment) + 40 * MS);
  }

  private void take(String id, int moment) {
    trial.onTick(tick(id, moment), this);
    List<Intent> intents = new ArrayList<>();
    trial.onScored(scored(id, moment), intents::add);
    intents.forEach(intent -> trial.onIntent(intent, this));
  }

  private static long at(String id, int moment) {
    return START + (100L * moment + (id.equals(BTC) ? 0 : 3)) * MS;
  }

  /** Middle of the touch, and mark: up by three thousandths over ten moments, then down again. */
  private static long mid(String id, int moment) {
    Instrument instrument = instrument(id);
    int up = moment % 20 < 10 ? moment % 10 : 10 - moment % 10;
    double price = (id.equals(BTC) ? 60_000 : 3_000) * (1 + 0.0003 * up);
    return instrument.scalePrice(price) / instrument.tickSize() * instrument.tickSize();
  }

  /** A book, a trade through its bid, a mark, and in ETH no time of the venue now and then. */
  private static MarketEvents events(String id, int moment) {
    Instrument instrument = instrument(id);
    long step = instrument.tickSize();
    long mid = mid(id, moment);
    byte[] kinds = new byte[2 * LEVELS + 3];
    long[] prices = new long[kinds.length];
    long[] quantities = new long[kinds.length];
    kinds[0] = TapeKind.CLEAR;
    for (int i = 0; i < LEVELS; i++) {
      kinds[1 + 2 * i] = TapeKind.BID;
      prices[1 + 2 * i] = mid - (i + 1) * step;
      kinds[2 + 2 * i] = TapeKind.ASK;
      prices[2 + 2 * i] = mid + (i + 1) * step;
      quantities[1 + 2 * i] = instrument.lotSize() * 2000 * (i + 1);
      quantities[2 + 2 * i] = instrument.lotSize() * 2000 * (i + 1);
    }
    int trade = kinds.length - 2;
    kinds[trade] = TapeKind.TRADE_SELL;
    prices[trade] = mid - 2 * step;
    quantities[trade] = instrument.lotSize() * 700;
    kinds[trade + 1] = TapeKind.MARK;
    quantities[trade + 1] = mid;
    long at = at(id, moment);
    long venue = id.equals(ETH) && moment % 5 == 0 ? 0 : at - (moment % 3) * MS;
    return new MarketEvents(id, venue, at, kinds, prices, quantities, 0.0001, settlement());
  }

  private static long settlement() {
    return START + 2_050 * MS;
  }

  private static MarketTick tick(String id, int moment) {
    Instrument instrument = instrument(id);
    long at = at(id, moment);
    long mid = mid(id, moment);
    long[] quantity = {instrument.lotSize() * 2000};
    return new MarketTick(
        id,
        at,
        at,
        moment,
        new long[] {mid - instrument.tickSize()},
        quantity,
        new long[] {mid + instrument.tickSize()},
        quantity,
        mid - 2 * instrument.tickSize(),
        instrument.lotSize() * 700,
        Side.SELL,
        mid,
        0.0001,
        settlement(),
        Regime.NORMAL,
        true);
  }

  private static ScoredSnapshot scored(String id, int moment) {
    long at = at(id, moment);
    long mid = mid(id, moment);
    long step = instrument(id).tickSize();
    return new ScoredSnapshot(
        new FeatureSnapshot(
            id,
            at,
            at,
            moment,
            "v1",
            new double[0],
            new long[0],
            mid - step,
            mid + step,
            Regime.NORMAL,
            1,
            true),
        new Prediction(id, at, at, moment, "", "", 0.5, false));
  }

  /** Enters and leaves by the count of what it has seen, which is its state. */
  private static final class Player implements Strategy {
    private final String id;
    private int seen;

    Player(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      int turn = seen++ % 13;
      if (id.equals("maker")) {
        if (turn == 9 || turn == 12) {
          out.intent(intent(scored.snapshot(), turn != 12, true));
        }
      } else if (turn == 2 || turn == 10) {
        out.intent(intent(scored.snapshot(), turn == 2, false));
      }
    }

    private Intent intent(FeatureSnapshot now, boolean enters, boolean makes) {
      long bid = now.bestBid();
      boolean posts = enters && makes;
      return new Intent(
          id + "/" + now.instrument() + "/" + now.sequence(),
          id,
          "a",
          now.instrument(),
          enters ? Intent.Action.ENTER_LONG : Intent.Action.EXIT,
          posts ? OrderType.POST_ONLY : OrderType.MARKET,
          posts ? bid - instrument(now.instrument()).tickSize() : 0,
          bid,
          enters ? around(now, -0.003) : 0,
          enters ? around(now, 0.0045) : 0,
          0.9,
          0.5,
          "",
          false,
          0,
          Regime.NORMAL,
          "turn",
          now.eventTimeNs(),
          now.receiveTimeNs(),
          now.sequence());
    }

    private static long around(FeatureSnapshot now, double share) {
      long step = instrument(now.instrument()).tickSize();
      return Math.round(now.bestBid() * (1 + share)) / step * step;
    }

    @Override
    public void write(StateWriter out) {
      out.writeInt(seen);
    }

    @Override
    public void read(StateReader in) {
      seen = in.readInt();
    }
  }
}
