package io.cryptoscalp.engine.regime.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A tracker fed with prices or bars, that holds what always holds against every bar. */
final class TrackerRun {
  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long START = 1_700_006_400_000_000_000L;
  static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  private final ConsensusOptions options;
  final RegimeTracker tracker;
  final List<RegimeChange> changes = new ArrayList<>();
  final List<RegimeInterval> intervals = new ArrayList<>();
  int bars;

  TrackerRun(ConsensusOptions options) {
    this.options = options;
    tracker = new RegimeTracker(BTC, options);
  }

  /** The time after the bars so far. */
  long nowNs() {
    return START + bars * options.barNs();
  }

  TrackerRun prices(double... path) {
    for (double price : path) {
      bars++;
      changed(tracker.update(nowNs(), price, price, price, 1, 0, bars, intervals::add));
    }
    return this;
  }

  TrackerRun bar(Bar bar) {
    bars++;
    changed(tracker.onBar(bar, intervals::add));
    return this;
  }

  RegimeChange tell(String scope, Regime regime, double confidence, long forNs) {
    RegimeDirective directive =
        new RegimeDirective(scope, nowNs(), nowNs() + forNs, regime, confidence, "test", "as told");
    RegimeChange change = tracker.onDirective(directive, bars, intervals::add);
    changed(change);
    return change;
  }

  private void changed(RegimeChange change) {
    double regimes = 0;
    for (Regime regime : Regime.values()) {
      assertThat(tracker.probability(regime)).isBetween(0.0, 1.0);
      regimes += tracker.probability(regime);
    }
    double types = 0;
    for (MarketType type : MarketType.values()) {
      assertThat(tracker.probability(type)).isBetween(0.0, 1.0);
      types += tracker.probability(type);
    }
    assertThat(regimes).isCloseTo(1, within(1e-12));
    assertThat(types).isCloseTo(1, within(1e-12));
    assertThat(tracker.confidence()).isEqualTo(tracker.probability(tracker.regime()));
    if (change != null) {
      assertThat(change.from()).isNotEqualTo(change.to());
      assertThat(change.to()).isEqualTo(tracker.regime());
      assertThat(change.reason()).isNotBlank().doesNotContain("NaN");
      if (!changes.isEmpty()) {
        RegimeChange last = changes.get(changes.size() - 1);
        assertThat(change.from()).isEqualTo(last.to());
        long stay = change.eventTimeNs() - last.eventTimeNs();
        if (change.to() != Regime.CRASH) {
          long least = last.to() == Regime.CRASH ? 2 * options.dwellNs() : options.changedDwellNs();
          assertThat(stay).as("stay in " + last.to()).isGreaterThanOrEqualTo(least);
        }
      }
      changes.add(change);
      long since = change.eventTimeNs() - options.changesNs();
      assertThat(changes.stream().filter(one -> one.eventTimeNs() > since).count())
          .as("changes within the span that is bounded")
          .isLessThanOrEqualTo(options.mostChanges());
    }
  }

  List<RegimeChange> to(Regime regime) {
    return changes.stream().filter(change -> change.to() == regime).toList();
  }

  byte[] state() {
    StateWriter out = new StateWriter();
    tracker.write(out);
    return out.toByteArray();
  }

  /** Another run that goes on from this one's state. */
  TrackerRun restored() {
    TrackerRun next = new TrackerRun(options);
    next.tracker.read(new StateReader(state()));
    next.bars = bars;
    assertThat(next.state()).isEqualTo(state());
    return next;
  }

  static double[] line(double from, double to, int steps) {
    double[] path = new double[steps];
    for (int i = 0; i < steps; i++) {
      path[i] = from + (to - from) * (i + 1) / steps;
    }
    return path;
  }
}
