package io.cryptoscalp.engine.features.tick;

import java.util.Random;

/** A market of all kinds of events, drawn from a seed, that can be fed step by step. */
final class SeededMarket {
  private final Random random;
  private final int paceNs;
  private long price = 300_000;
  private long nowNs = TickRun.START;
  private long bid = price - 1;
  private long ask = price + 1;

  SeededMarket(int seed, int paceMillis) {
    random = new Random(seed);
    paceNs = paceMillis * 2_000_000;
    nowNs += random.nextInt(1_000_000_000);
  }

  long nowNs() {
    return nowNs;
  }

  /** One step: some events at one or a few times, with rests, bursts, gaps and broken touches. */
  void step(TickRun run) {
    int kind = random.nextInt(400);
    if (kind == 0) {
      nowNs += 95_000_000_000L;
    } else if (kind == 1) {
      nowNs += 700_000_000_000L;
    } else if (kind < 200) {
      nowNs += random.nextInt(paceNs);
    }
    long late = random.nextInt(30) == 0 ? 40_000_000L : 0;
    if (random.nextInt(3) == 0) {
      price = Math.max(1000, price + random.nextInt(9) - 4);
      bid = price - 1 - random.nextInt(2);
      ask = price + 1 + random.nextInt(2);
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> run.quote(bid, lots(900), ask, lots(900), nowNs - late);
      case 2, 3 ->
          run.depth(
              random, bid, ask, random.nextInt(6) == 0 ? 3 : 20, random.nextInt(20) > 0, nowNs);
      case 4, 5 -> run.trade(random.nextBoolean() ? bid : ask, lots(500), pick(), nowNs - late);
      case 6 -> sweep(run);
      default -> rare(run);
    }
  }

  private boolean pick() {
    return random.nextInt(5) < 3;
  }

  private long lots(int most) {
    return random.nextInt(25) == 0 ? 30L * most : 1 + random.nextInt(most);
  }

  /** Several trades of one side through the book, the touch then somewhere else. */
  private void sweep(TickRun run) {
    boolean buy = random.nextBoolean();
    int levels = 1 + random.nextInt(6);
    for (int i = 0; i < levels; i++) {
      run.trade(buy ? ask + i : bid - i, lots(300), buy, nowNs + i * 1_000_000L);
    }
    nowNs += (levels - 1) * 1_000_000L;
    if (random.nextBoolean()) {
      run.quote(bid, lots(900), ask, lots(900), nowNs);
    }
  }

  private void rare(TickRun run) {
    switch (random.nextInt(12)) {
      case 0 -> run.quote(price, 1, price, 1, nowNs);
      case 1 -> run.depth(random, 0, 0, 0, true, nowNs);
      case 2, 3, 4 -> run.forced(price, lots(200), random.nextBoolean(), nowNs);
      case 5 -> run.input("open-interest", 50_000 + random.nextInt(10_000), nowNs);
      case 6 -> run.input("long-short", 0.5 + random.nextDouble(), nowNs);
      case 7 -> run.mark(price, 0, Double.NaN, 0, nowNs);
      default -> {
        long next = (nowNs / 3_600_000_000_000L + 1) * 3_600_000_000_000L;
        long index = price + random.nextInt(500) - 250;
        run.mark(price, index, 1e-4 * random.nextDouble(), next, nowNs);
      }
    }
  }
}
