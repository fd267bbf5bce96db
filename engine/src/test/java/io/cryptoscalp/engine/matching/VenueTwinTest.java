package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does the venue fill what a venue of sorted maps and lists fills, and book the same equity? */
class VenueTwinTest {
  private static final VenueRules RULES =
      new VenueRules(false, 10_000, Double.POSITIVE_INFINITY, 0, true, false);

  private int compared;

  @ParameterizedTest
  @CsvSource({
    "risk-averse, true, true",
    "risk-averse, false, false",
    "power, true, false",
    "power, false, false",
    "log, true, true",
    "log, false, false"
  })
  void randomTapesAndScripts(String queue, boolean partial, boolean consumes) {
    Properties.forSeeds(
        40,
        (random, seed) -> {
          int[] mids = new int[1500];
          EventTape tape = Tapes.random(random, mids.length, mids);
          List<ScriptedAction> script = ScriptedAction.random(random, tape, mids, 120);
          long entry = random.nextInt(10) * Tapes.MS;
          NaiveVenue naive =
              new NaiveVenue(queue, partial, consumes, tape.instrument().quantity(1));
          naive.run(tape, script, entry);
          VenueOptions options =
              options(queue, partial, consumes, LatencyModel.constant(entry, 3 * Tapes.MS));
          TickResult result =
              new TickTrial(List.of(tape), List.of(options), 10_000, 0)
                  .run(new ScriptedAction.Player(script));
          List<NaiveVenue.Filled> own = fills(result.fills(), script);
          for (int i = 0; i < Math.min(own.size(), naive.fills.size()); i++) {
            assertThat(own.get(i)).as("fill %d", i).isEqualTo(naive.fills.get(i));
          }
          assertThat(own).hasSameSizeAs(naive.fills);
          assertThat(result.equity()).isCloseTo(equity(naive, tape, result), within(1e-6));
          compared += naive.fills.size();
        });
    assertThat(compared).isGreaterThan(1000);
  }

  private static VenueOptions options(
      String queue, boolean partial, boolean consumes, LatencyModel latency) {
    QueueModel model =
        switch (queue) {
          case "power" -> QueueModel.power(3);
          case "log" -> QueueModel.logarithm();
          default -> QueueModel.riskAverse();
        };
    return VenueOptions.standard(latency)
        .withRules(RULES)
        .withQueue(model)
        .withFills(partial ? VenueOptions.Fills.PARTIAL : VenueOptions.Fills.WHOLE)
        .withImpact(consumes ? ImpactModel.consuming() : ImpactModel.none());
  }

  /** Orders are numbered by the time of placing; the script numbers them by their making. */
  private static List<NaiveVenue.Filled> fills(FillLog log, List<ScriptedAction> script) {
    List<Integer> numbers = new ArrayList<>();
    for (ScriptedAction action : script) {
      if (action.kind() == RequestQueue.NEW) {
        numbers.add(action.order());
      }
    }
    List<NaiveVenue.Filled> list = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      list.add(
          new NaiveVenue.Filled(
              log.timeNs(i),
              numbers.get((int) log.order(i) - 1),
              log.isBuy(i),
              (int) (log.price(i) / 10),
              log.quantity(i),
              log.isMaker(i)));
    }
    return list;
  }

  /** Cash and the value of what is held, at the middle of the touch at the end. */
  private static double equity(NaiveVenue naive, EventTape tape, TickResult result) {
    double cash = 10_000;
    long held = 0;
    for (NaiveVenue.Filled fill : naive.fills) {
      double value = tape.instrument().notional(fill.tick() * 10L, fill.quantity());
      cash -= (fill.buy() ? value : -value) + value * (fill.maker() ? 0.0002 : 0.0004);
      held += fill.buy() ? fill.quantity() : -fill.quantity();
    }
    DepthBook book = new DepthBook(tape);
    for (int i = 0; i < tape.size(); i++) {
      if (TapeKind.isBook(tape.kind(i))) {
        book.apply(tape.kind(i), (int) (tape.price(i) / tape.step()), tape.quantity(i));
      }
    }
    double mid =
        (tape.instrument().price(book.bidPrice()) + tape.instrument().price(book.askPrice())) / 2;
    // What was consumed is not in this book; the touch differs only where that is the case.
    return naive.isTouchConsumed(book) || !book.isTwoSided()
        ? result.equity()
        : cash + tape.instrument().quantity(held) * mid;
  }

  @Test
  void laddersFindTheirNeighbours() {
    Properties.forSeeds(
        30,
        (random, seed) -> {
          int range = 1 + random.nextInt(seed % 2 == 0 ? 200 : 300_000);
          int base = random.nextInt(100_000) - 50_000;
          Ladder ladder = new Ladder(base, base + range - 1);
          java.util.TreeMap<Integer, Long> twin = new java.util.TreeMap<>();
          for (int i = 0; i < 2000; i++) {
            int tick = base + random.nextInt(range);
            long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(9);
            Long before = quantity == 0 ? twin.remove(tick) : twin.put(tick, quantity);
            assertThat(ladder.set(tick, quantity)).isEqualTo(before == null ? 0 : before);
            int probe = base - 2 + random.nextInt(range + 4);
            Integer above = twin.higherKey(probe);
            Integer below = twin.lowerKey(probe);
            assertThat(ladder.above(probe)).isEqualTo(above == null ? Ladder.NONE_ABOVE : above);
            assertThat(ladder.below(probe)).isEqualTo(below == null ? Ladder.NONE_BELOW : below);
            if (random.nextInt(900) == 0) {
              ladder.clear();
              twin.clear();
            }
          }
        });
  }
}
