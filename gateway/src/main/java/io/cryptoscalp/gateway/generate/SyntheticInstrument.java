package io.cryptoscalp.gateway.generate;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * One instrument of the synthetic exchange: a latent price that follows the market's phase, and a
 * book that follows the latent price through trades, cancellations and new orders.
 */
final class SyntheticInstrument {
  private static final long MS = 1_000_000L;
  private static final long DEPTH_PERIOD_NS = 50 * MS;
  private static final long MARK_PERIOD_NS = 1000 * MS;
  private static final long SNAPSHOT_DELAY_NS = 250 * MS;
  private static final long FUNDING_PERIOD_MS = 8 * 3_600_000L;
  private static final int OPENING_LEVELS = 60;
  private static final double LEVEL_NOTIONAL = 20_000;
  private static final int LADDER = 25;
  private static final long POSITIONS_SEED = 0x706f736974696f6eL;

  /** Mark prices from one poll to the next. */
  private static final int INTEREST_EVERY = 10;

  private static final int RATIO_EVERY = 60;

  private final Instrument instrument;
  private final WireFormat wire;
  private final SyntheticBook book;
  private final PhaseSchedule phases;
  private final SplittableRandom random;
  private final double eventsPerSecond;
  private final double beta;
  private final long levelLots;
  private final SyntheticPositions positions;
  private final ArrayDeque<MarketMessage> ready = new ArrayDeque<>();

  private double latent;
  private double markEma;
  private long timeNs;
  private long receiveNs;
  private long nextDepthNs;
  private long nextMarkNs;
  private long marks;
  private long snapshotDueNs;
  private boolean snapshotSent;
  private long tradeId;
  private long tickerId = -1;
  private long shownBid;
  private long shownBidLots;
  private long shownAsk;
  private long shownAskLots;

  SyntheticInstrument(
      Instrument instrument, long seed, long phaseSeed, long startNs, double eventsPerSecond) {
    this.instrument = instrument;
    this.eventsPerSecond = eventsPerSecond;
    random = new SplittableRandom(seed);
    wire = new WireFormat(instrument);
    phases = new PhaseSchedule(phaseSeed, startNs, random.nextDouble(0, 2));
    beta = 0.8 + 0.5 * random.nextDouble();
    double tick = instrument.price(instrument.tickSize());
    latent = BasePrices.of(instrument) / tick;
    markEma = latent;
    double lotNotional =
        instrument.notional(instrument.scalePrice(latent * tick), instrument.lotSize());
    levelLots = Math.max(2, Math.round(LEVEL_NOTIONAL / lotNotional));
    book = new SyntheticBook(1_000_000_000L + random.nextLong(1_000_000_000L));
    tradeId = 100_000_000L + random.nextLong(100_000_000L);
    timeNs = startNs;
    nextDepthNs = startNs + DEPTH_PERIOD_NS + random.nextLong(DEPTH_PERIOD_NS);
    nextMarkNs = startNs + random.nextLong(MARK_PERIOD_NS);
    snapshotDueNs = startNs + SNAPSHOT_DELAY_NS;
    positions = new SyntheticPositions(instrument, seed ^ POSITIONS_SEED, latent * tick);
    openBook();
  }

  private void openBook() {
    long mid = Math.round(latent);
    long ask = mid + 1;
    long bid = mid;
    for (int i = 0; i < OPENING_LEVELS; i++) {
      book.set(true, bid, lots());
      book.set(false, ask, lots());
      bid -= 1 + random.nextInt(3);
      ask += 1 + random.nextInt(3);
    }
    book.diffSent();
  }

  private long lots() {
    return 1 + (long) (-Math.log(1 - random.nextDouble()) * levelLots);
  }

  /** Receive time of the next message. */
  long nextReceiveNs() {
    while (ready.isEmpty()) {
      step();
    }
    return ready.getFirst().receiveTimeNs();
  }

  /** The next message. */
  MarketMessage next() {
    while (ready.isEmpty()) {
      step();
    }
    return ready.removeFirst();
  }

  private void step() {
    MarketPhase phase = phases.at(timeNs);
    double rate = eventsPerSecond * phase.activity();
    long gap = 1 + (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
    long until = Math.min(timeNs + gap, Math.min(nextDepthNs, nextMarkNs));
    moveLatent(phase, (until - timeNs) / 1e9);
    timeNs = until;
    if (until == nextMarkNs) {
      mark();
    } else if (until == nextDepthNs) {
      depth();
    } else {
      trading(phase);
      ticker();
    }
  }

  private void moveLatent(MarketPhase phase, double seconds) {
    double shock = gaussian() * phase.volatility() * Math.sqrt(seconds);
    double drift = phase.drift() * seconds;
    latent = Math.max(10 * LADDER, latent * Math.exp(beta * (drift + shock)));
    markEma += (latent - markEma) * Math.min(1, seconds / 2);
  }

  /** Marsaglia's polar method, so that the sequence does not depend on the JDK. */
  private double gaussian() {
    double u;
    double s;
    do {
      u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
  }

  private void trading(MarketPhase phase) {
    long target = Math.round(latent);
    if (target >= book.bestAsk()) {
      sweep(false, target, phase);
    } else if (target < book.bestBid()) {
      sweep(true, target, phase);
    } else if (random.nextDouble() < 0.25) {
      smallTrade(target);
    } else {
      quote(target);
    }
  }

  /** Takers push one side until the latent price lies inside the spread again. */
  private void sweep(boolean bids, long target, MarketPhase phase) {
    int prints = 0;
    while (bids ? book.bestBid() > target : book.bestAsk() <= target) {
      long price = bids ? book.bestBid() : book.bestAsk();
      long lots = bids ? book.bestBidLots() : book.bestAskLots();
      if (book.levels(bids) < 8) {
        extend(bids);
      }
      // A sweep trades through the first levels; behind them makers have pulled their quotes.
      if (prints < 4) {
        prints++;
        print(price, lots, bids);
        if (instrument.venue().isDerivative() && random.nextDouble() < phase.liquidation()) {
          emit(FrameKind.FORCE_ORDER, wire.forceOrder(price, lots, bids, eventMs()));
          positions.liquidated(lots);
        }
      }
      book.set(bids, price, 0);
    }
    // Makers follow: the other side closes the spread.
    long inside = bids ? book.bestAsk() : book.bestBid();
    long wanted = bids ? target + 2 : target - 1;
    for (int i = 0; i < 4 && (bids ? wanted < inside : wanted > inside); i++) {
      if (bids ? wanted > book.bestBid() : wanted < book.bestAsk()) {
        book.set(!bids, wanted, lots());
      }
      wanted += bids ? 1 + random.nextInt(2) : -1 - random.nextInt(2);
    }
  }

  private void extend(boolean bids) {
    Long last = null;
    for (Long price : (bids ? book.bids() : book.asks()).keySet()) {
      last = price;
    }
    long price = last == null ? Math.round(latent) : last;
    for (int i = 0; i < LADDER; i++) {
      price += (bids ? -1L : 1L) * (1 + random.nextInt(3));
      book.set(bids, Math.max(1, price), lots());
    }
  }

  private void smallTrade(long target) {
    // The nearer side is likelier to be hit.
    double toBid = latent - book.bestBid();
    double toAsk = book.bestAsk() - latent;
    boolean hitsBid = random.nextDouble() * (toBid + toAsk) > toBid;
    long price = hitsBid ? book.bestBid() : book.bestAsk();
    long resting = hitsBid ? book.bestBidLots() : book.bestAskLots();
    long lots = Math.min(resting, Math.max(1, lots() / 4));
    if (lots == resting && book.levels(hitsBid) < 8) {
      extend(hitsBid);
    }
    print(price, lots, hitsBid);
    book.set(hitsBid, price, resting - lots);
    if (Math.abs(target - price) > LADDER) {
      quote(target);
    }
  }

  private void print(long price, long lots, boolean buyerIsMaker) {
    emit(FrameKind.TRADE, wire.trade(++tradeId, price, lots, buyerIsMaker, eventMs()));
  }

  /** A maker adds, changes or cancels near the touch. */
  private void quote(long target) {
    boolean bid = random.nextBoolean();
    long distance = (long) (-Math.log(1 - random.nextDouble()) * 6);
    long touch =
        bid ? Math.min(target, book.bestAsk() - 1) : Math.max(target + 1, book.bestBid() + 1);
    long price = bid ? touch - distance : touch + distance;
    boolean isLast = book.levels(bid) < OPENING_LEVELS / 2;
    boolean cancel = !isLast && book.lots(bid, price) > 0 && random.nextDouble() < 0.45;
    book.set(bid, Math.max(1, price), cancel ? 0 : lots());
  }

  private void ticker() {
    boolean same =
        shownBid == book.bestBid()
            && shownAsk == book.bestAsk()
            && shownBidLots == book.bestBidLots()
            && shownAskLots == book.bestAskLots();
    if (!same && book.updateId() > tickerId) {
      tickerId = book.updateId();
      shownBid = book.bestBid();
      shownAsk = book.bestAsk();
      shownBidLots = book.bestBidLots();
      shownAskLots = book.bestAskLots();
      emit(FrameKind.BOOK_TICKER, wire.bookTicker(book, eventMs()));
    }
  }

  private void depth() {
    nextDepthNs += DEPTH_PERIOD_NS;
    if (book.updateId() == book.lastDiffId()) {
      return;
    }
    if (!snapshotSent && timeNs >= snapshotDueNs) {
      // Between two diffs, as a venue answers: the diff that follows bridges it.
      snapshotSent = true;
      emit(FrameKind.DEPTH_SNAPSHOT, wire.snapshot(book, eventMs()));
    }
    emit(FrameKind.DEPTH_DIFF, wire.depthDiff(book, eventMs()));
    book.diffSent();
  }

  private void mark() {
    nextMarkNs += MARK_PERIOD_NS;
    if (!instrument.venue().isDerivative()) {
      return;
    }
    double tick = instrument.price(instrument.tickSize());
    double premium = (latent - markEma) / markEma;
    double funding = Math.max(-0.003, Math.min(0.003, 0.0001 + premium / 8));
    long nextFunding = (eventMs() / FUNDING_PERIOD_MS + 1) * FUNDING_PERIOD_MS;
    double index = (latent + markEma) / 2 * tick;
    emit(
        FrameKind.MARK_PRICE,
        wire.markPrice(latent * tick, index, funding, nextFunding, eventMs()));
    polls();
  }

  /** Answers about positions arrive with a mark price: they do not disturb the other streams. */
  private void polls() {
    if (marks % INTEREST_EVERY == 0) {
      queue(FrameKind.OPEN_INTEREST, wire.openInterest(positions.openInterestLots(), eventMs()));
    }
    if (marks % RATIO_EVERY == 0) {
      long period = positions.ratioPeriodMs(eventMs());
      queue(FrameKind.LONG_SHORT_RATIO, wire.longShortRatio(positions.longShare(), period));
    }
    marks++;
  }

  private long eventMs() {
    return timeNs / MS;
  }

  private void emit(FrameKind kind, byte[] payload) {
    long latency = 2 * MS + random.nextLong(4 * MS);
    receiveNs = Math.max(receiveNs, timeNs + latency);
    queue(kind, payload);
  }

  private void queue(FrameKind kind, byte[] payload) {
    ready.addLast(
        new MarketMessage(
            instrument.venue(), instrument.symbol(), kind.stream(), receiveNs, payload));
  }
}
