package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.Random;

/** Tapes made up for tests. */
final class Tapes {
  /** Tick 10 (0.10), lot 5 (0.005), least quantity 10 (0.010), least notional 1. */
  static final Instrument BTC = instrument("BTC", 1);

  static final long MS = 1_000_000;

  private Tapes() {}

  static Instrument instrument(String id, double minNotional) {
    return new Instrument(
        id,
        id,
        Venue.BINANCE_USDM,
        "BTC",
        "USDT",
        "USDT",
        false,
        2,
        3,
        10,
        5,
        10,
        minNotional,
        1,
        0.0002,
        0.0004,
        0.004,
        125);
  }

  /** A walk of the touch with levels around it, trades at and through it, uneven feed latencies. */
  static EventTape random(Random random, int messages, int[] mids) {
    EventTapeBuilder tape = new EventTapeBuilder(BTC, 0);
    long now = 1_000_000 * MS;
    int mid = 1000;
    for (int m = 0; m < messages; m++) {
      now += random.nextInt(3) * MS;
      long local = now + MS + random.nextInt(8) * MS;
      mids[m] = mid;
      int kind = random.nextInt(10);
      if (kind < 3) {
        boolean buy = random.nextBoolean();
        int through = random.nextInt(6) == 0 ? random.nextInt(3) : 0;
        int tick = buy ? mid + 1 + through : mid - 1 - through;
        tape.trade(now, local, side(buy), tick * 10L, 5L * (1 + random.nextInt(12)));
      } else {
        int levels = 1 + random.nextInt(5);
        for (int i = 0; i < levels; i++) {
          boolean buy = random.nextBoolean();
          int tick = buy ? mid - 1 - random.nextInt(6) : mid + 1 + random.nextInt(6);
          long quantity = random.nextInt(4) == 0 ? 0 : 5L * (1 + random.nextInt(60));
          tape.level(now, local, side(buy), tick * 10L, quantity);
        }
        if (random.nextInt(6) == 0) {
          mid += random.nextInt(3) - 1;
        }
        if (random.nextInt(400) == 0) {
          tape.clear(now, local);
        }
      }
      tape.endMessage();
    }
    return tape.build();
  }

  static Side side(boolean buy) {
    return buy ? Side.BUY : Side.SELL;
  }
}
