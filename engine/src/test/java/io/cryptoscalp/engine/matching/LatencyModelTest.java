package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are delays distributed as asked for, the same in every run, and messages never overtaken? */
class LatencyModelTest {
  @Test
  void logNormalDelaysHaveTheirMedianAndSpread() {
    LatencyModel model = LatencyModel.logNormal(1_000_000, 2_000_000, 0.5, 3);
    long[] entry = new long[20_001];
    long[] response = new long[entry.length];
    double squares = 0;
    for (int i = 0; i < entry.length; i++) {
      entry[i] = model.entryNs(0, i);
      response[i] = model.responseNs(0, i);
      double z = Math.log(entry[i] / 1e6) / 0.5;
      squares += z * z;
      assertThat(model.entryNs(7, i)).isEqualTo(entry[i]);
    }
    Arrays.sort(entry);
    Arrays.sort(response);
    // The median of n draws is off by 1.25 sigma / sqrt(n): 0.5 % here.
    assertThat(entry[10_000] / 1e6).isCloseTo(1, within(0.02));
    assertThat(response[10_000] / 2e6).isCloseTo(1, within(0.02));
    assertThat(squares / entry.length).isCloseTo(1, within(0.05));
    assertThat(LatencyModel.logNormal(1_000_000, 1, 0.5, 4).entryNs(0, 1))
        .isNotEqualTo(model.entryNs(0, 1));
  }

  @Test
  void empiricalDelaysStayWithinTheSample() {
    LatencyModel model = LatencyModel.empirical(new long[] {30, 10, 20}, new long[] {5}, 1);
    long sum = 0;
    for (int i = 0; i < 10_000; i++) {
      assertThat(model.entryNs(0, i)).isBetween(10L, 30L);
      assertThat(model.responseNs(0, i)).isEqualTo(5);
      sum += model.entryNs(0, i);
    }
    assertThat(sum / 10_000.0).isCloseTo(19.5, within(0.3));
  }

  @Test
  void measuredDelaysAreInterpolatedOverTime() {
    LatencyModel model =
        LatencyModel.measured(new long[] {100, 200}, new long[] {10, 30}, new long[] {1000, 0});
    assertThat(model.entryNs(50, 0)).isEqualTo(10);
    assertThat(model.entryNs(150, 0)).isEqualTo(20);
    assertThat(model.entryNs(200, 0)).isEqualTo(30);
    assertThat(model.entryNs(900, 0)).isEqualTo(30);
    assertThat(model.responseNs(125, 0)).isEqualTo(750);
    assertThatThrownBy(() -> LatencyModel.measured(new long[] {2, 1}, new long[2], new long[2]))
        .hasMessageContaining("LATENCY_INVALID");
  }

  @Test
  void refusedNumbersAreNamedAsTheyAre() {
    LatencyModel base = LatencyModel.constant(1, 1);
    assertThatThrownBy(() -> LatencyModel.scaled(base, -0.5))
        .hasMessage("LATENCY_INVALID: factor=-0.5");
    assertThatThrownBy(() -> LatencyModel.scaled(base, Double.NaN))
        .hasMessage("LATENCY_INVALID: factor=NaN");
    assertThatThrownBy(() -> LatencyModel.logNormal(1, 1, -0.5, 1))
        .hasMessage("LATENCY_INVALID: sigma=-0.5");
  }

  @Test
  void aQuickMessageWaitsForTheSlowOneBeforeIt() {
    EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
    tape.level(1, 1, Side.BUY, 10_000, 100);
    tape.level(1, 1, Side.SELL, 10_010, 100);
    tape.level(10_000, 10_000, Side.BUY, 10_000, 100);
    // Requests sent at 100 take 500, those sent at 200 take nothing.
    LatencyModel latency =
        LatencyModel.measured(new long[] {100, 101}, new long[] {500, 0}, new long[2]);
    List<String> reports = new ArrayList<>();
    TickStrategy strategy =
        new TickStrategy() {
          @Override
          public void onStart(TickContext context) {
            context.schedule(100);
            context.schedule(200);
          }

          @Override
          public void onTimer(TickContext context) {
            context.postOnly(0, Side.BUY, 9_990, 100);
          }

          @Override
          public void onReport(TickContext context, TickOrder order, OrderReport report) {
            reports.add(order.id() + " at " + report.venueNs());
          }
        };
    new TickTrial(List.of(tape.build()), List.of(VenueOptions.standard(latency)), 1_000, 0)
        .run(strategy);
    assertThat(reports).containsExactly("1 at 600", "2 at 600");
  }

  /**
   * A large purchase tells that the price will rise, some time before the offers go: who takes them
   * in time earns two ticks, who comes late pays one.
   */
  private static double sniped(LatencyModel latency) {
    EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
    Random random = new Random(5);
    quotes(tape, 1, 0, 10_000);
    for (int event = 0; event < 60; event++) {
      long at = (1_000 * event + 10) * Tapes.MS;
      tape.trade(at, at, Side.BUY, 10_010, 500);
      tape.endMessage();
      quotes(tape, at + (2 + random.nextInt(200)) * Tapes.MS, 10_000, 10_030);
      quotes(tape, at + 900 * Tapes.MS, 10_030, 10_000);
    }
    TickStrategy sniper =
        new TickStrategy() {
          @Override
          public int listens() {
            return TRADES;
          }

          @Override
          public void onStart(TickContext context) {}

          @Override
          public void onTrade(TickContext context, int i, boolean buyer, long price, long size) {
            context.market(0, Side.BUY, 100, false);
            context.schedule(context.nowNs() + 500 * Tapes.MS);
          }

          @Override
          public void onTimer(TickContext context) {
            context.market(0, Side.SELL, 100, true);
          }
        };
    VenueOptions options = VenueOptions.standard(latency).withFees(FeeSchedule.flat(0, 0));
    return new TickTrial(List.of(tape.build()), List.of(options), 1_000, 0).run(sniper).equity();
  }

  private static void quotes(EventTapeBuilder tape, long at, long before, long bid) {
    if (before > 0) {
      tape.level(at, at, Side.BUY, before, 0);
      tape.level(at, at, Side.SELL, before + 10, 0);
    }
    tape.level(at, at, Side.BUY, bid, 10_000);
    tape.level(at, at, Side.SELL, bid + 10, 10_000);
    tape.endMessage();
  }

  @Test
  void moreLatencyNeverHelpsASniper() {
    LatencyModel base = LatencyModel.constant(Tapes.MS, Tapes.MS);
    double before = sniped(LatencyModel.scaled(base, 0));
    assertThat(before).isGreaterThan(1_000);
    for (double factor : new double[] {1, 5, 20, 60, 120, 250}) {
      double now = sniped(LatencyModel.scaled(base, factor));
      assertThat(now).as("latency x%s", factor).isLessThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isLessThan(1_000);
  }

  @Test
  void feesAreRaisedAndRebatesStay() {
    FeeSchedule dearer = FeeSchedule.flat(-0.0001, 0.0004).times(1.5);
    assertThat(dearer.rate(true, 0)).isEqualTo(-0.0001);
    assertThat(dearer.rate(false, 0)).isCloseTo(0.0006, within(1e-15));
  }

  @Test
  void severalInstrumentsShareOneClock() {
    List<EventTape> tapes = new ArrayList<>();
    for (String id : List.of("BTC", "ETH")) {
      EventTapeBuilder tape = new EventTapeBuilder(Tapes.instrument(id, 1), 0);
      for (int i = 0; i < 200; i++) {
        long venue = 1_000 + 10L * i + (id.equals("ETH") ? 5 : 0);
        tape.level(venue, venue + 3, Side.BUY, 10_000 - 10L * (i % 7), 100 + 5L * i);
        tape.level(venue, venue + 3, Side.SELL, 10_010 + 10L * (i % 7), 100);
        tape.endMessage();
      }
      tapes.add(tape.build());
    }
    VenueOptions options = VenueOptions.standard(LatencyModel.constant(4, 4));
    List<Long> times = new ArrayList<>();
    TickStrategy strategy =
        new TickStrategy() {
          @Override
          public int listens() {
            return BOOK;
          }

          @Override
          public void onStart(TickContext context) {}

          @Override
          public void onBook(TickContext context, int instrument) {
            times.add(context.nowNs());
            // Each instrument's news make an order in the other one.
            if (times.size() % 20 == 0) {
              context.market(1 - instrument, Side.BUY, 10, false);
            }
          }

          @Override
          public void onReport(TickContext context, TickOrder order, OrderReport report) {
            times.add(context.nowNs());
            assertThat(report.venueNs()).isEqualTo(context.nowNs() - 4);
          }
        };
    TickResult result = new TickTrial(tapes, List.of(options, options), 1_000, 100).run(strategy);
    assertThat(times).isSorted().hasSizeGreaterThan(400);
    assertThat(result.fills().size()).isGreaterThanOrEqualTo(15);
    assertThat(result.curve().size()).isGreaterThan(15);
    long last = 0;
    for (int i = 0; i < result.fills().size(); i++) {
      assertThat(result.fills().timeNs(i)).isGreaterThanOrEqualTo(last);
      last = result.fills().timeNs(i);
    }
  }
}
