package io.cryptoscalp.engine.regime.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is each threshold told when it is crossed, once, and not when it is not? */
class SignalDetectorTest {
  private static final String ID = "BTCUSDT-PERP.BINANCE";

  private static MeasureTape tape() {
    return new MeasureTape(ID, 100);
  }

  private static List<SignalEvent> run(MeasureTape tape) {
    return run(tape.measures(), new SignalDetector(ID, "BTC"));
  }

  private static List<SignalEvent> run(List<MarketMeasure> measures, SignalDetector detector) {
    List<SignalEvent> signals = new ArrayList<>();
    for (MarketMeasure measure : measures) {
      detector.update(measure, Thresholds.STANDARD, signals::add);
    }
    return signals;
  }

  private static List<SignalEvent> of(List<SignalEvent> signals, SignalKind kind) {
    return signals.stream().filter(signal -> signal.kind() == kind).toList();
  }

  private static List<SignalKind> kinds(List<SignalEvent> signals, SignalKind... wanted) {
    return signals.stream().map(SignalEvent::kind).filter(List.of(wanted)::contains).toList();
  }

  @Test
  void aFallIsToldAtItsThresholdsAndItsReboundAtHalf() {
    List<SignalEvent> signals =
        run(tape().swing(1e-4, 10).glide(94, 600).glide(98, 400).swing(1e-4, 5));
    assertThat(
            kinds(
                signals,
                SignalKind.MOVE,
                SignalKind.DEEP_MOVE,
                SignalKind.REBOUND,
                SignalKind.MOVE_OVER))
        .startsWith(SignalKind.MOVE, SignalKind.DEEP_MOVE);
    List<SignalEvent> falls =
        of(signals, SignalKind.DEEP_MOVE).stream()
            .filter(signal -> signal.direction() < 0)
            .toList();
    assertThat(falls).hasSize(1);
    SignalEvent deep = falls.get(0);
    assertThat(deep.value()).isBetween(0.03, 0.0302);
    assertThat(deep.price()).isCloseTo(97, within(0.02));
    SignalEvent rebound = of(signals, SignalKind.REBOUND).get(0);
    assertThat(rebound.price()).isCloseTo(97, within(0.05));
    assertThat(rebound.direction()).isEqualTo(1);
  }

  @Test
  void aFallThatIsUsualForItsDurationIsNotDeep() {
    List<SignalEvent> slow = run(tape().swing(3e-3, 300).glide(96.5, 600));
    assertThat(of(slow, SignalKind.MOVE)).isNotEmpty();
    assertThat(of(slow, SignalKind.DEEP_MOVE)).isEmpty();
    List<SignalEvent> fast = run(tape().swing(3e-3, 300).glide(96.5, 60));
    assertThat(of(fast, SignalKind.DEEP_MOVE)).hasSize(1);
    assertThat(of(fast, SignalKind.DEEP_MOVE).get(0).threshold()).isEqualTo(0.03);
  }

  @Test
  void aFallJustShortOfAThresholdIsSilent() {
    List<SignalEvent> signals = run(tape().swing(1e-4, 10).glide(98.6, 600).swing(1e-4, 90));
    assertThat(kinds(signals, SignalKind.MOVE, SignalKind.DEEP_MOVE)).isEmpty();
  }

  @Test
  void aPauseDoesNotHideWhereAFallBegan() {
    List<SignalEvent> signals =
        run(tape().swing(1e-4, 10).glide(98, 300).glide(99.2, 300).glide(96.9, 300));
    assertThat(of(signals, SignalKind.REBOUND)).hasSize(1);
    assertThat(of(signals, SignalKind.DEEP_MOVE)).hasSize(1);
    assertThat(of(signals, SignalKind.DEEP_MOVE).get(0).price()).isCloseTo(97, within(0.02));
  }

  @Test
  void aMoveThatLastsIsRemindedAndEndsWithItsWindow() {
    List<SignalEvent> signals = run(tape().swing(1e-4, 10).glide(98, 60).swing(1e-4, 120));
    List<SignalEvent> moves = of(signals, SignalKind.MOVE);
    assertThat(moves.size()).isBetween(3, 5);
    assertThat(of(signals, SignalKind.MOVE_OVER)).hasSize(1);
    assertThat(of(signals, SignalKind.MOVE_OVER).get(0).eventTimeNs() - moves.get(0).eventTimeNs())
        .isBetween(55L * 60_000_000_000L, 62L * 60_000_000_000L);
  }

  @Test
  void aShockIsManyUsualMinutesAtOnce() {
    assertThat(of(run(tape().swing(5e-4, 60).glide(99, 10)), SignalKind.SHOCK)).hasSize(1);
    assertThat(of(run(tape().swing(5e-4, 60).glide(99, 900)), SignalKind.SHOCK)).isEmpty();
    // The same move where every minute is like it.
    assertThat(of(run(tape().swing(5e-3, 60).glide(99, 10)), SignalKind.SHOCK)).isEmpty();
  }

  @Test
  void aSqueezeIsVolatilityLowForItsDay() {
    MeasureTape quiet = tape().swing(1e-3, 60 * 9).swing(1e-5, 180);
    assertThat(of(run(quiet), SignalKind.SQUEEZE).size()).isBetween(1, 3);
    assertThat(of(run(tape().swing(1e-3, 60 * 12)), SignalKind.SQUEEZE)).isEmpty();
  }

  @Test
  void aCloseBeyondTheRangeIsABreakoutAndItsWayBackIsTold() {
    List<SignalEvent> signals =
        run(tape().swing(1e-3, 90).glide(100.5, 60).glide(100.5, 120).glide(100, 60));
    assertThat(kinds(signals, SignalKind.BREAKOUT, SignalKind.BREAKOUT_BACK))
        .containsExactly(SignalKind.BREAKOUT, SignalKind.BREAKOUT_BACK);
    assertThat(kinds(run(tape().swing(1e-3, 120)), SignalKind.BREAKOUT)).isEmpty();
  }

  @Test
  void aSweepIsReclaimedWhenThePriceIsBackBehindTheLevel() {
    List<SignalEvent> signals =
        run(tape().swing(1e-3, 120).volume(20_000).glide(99.7, 20).glide(100, 30));
    assertThat(kinds(signals, SignalKind.SWEEP, SignalKind.RECLAIM))
        .containsExactly(SignalKind.SWEEP, SignalKind.RECLAIM);
    assertThat(of(signals, SignalKind.SWEEP).get(0).direction()).isEqualTo(-1);
    assertThat(of(signals, SignalKind.RECLAIM).get(0).direction()).isEqualTo(1);
    assertThat(of(signals, SignalKind.VOLUME_BURST)).isNotEmpty();
  }

  @Test
  void liquidationsCountAgainstTheUsualAndTheLeast() {
    MeasureTape calm = tape().liquidated(100, 100).swing(1e-4, 60);
    assertThat(of(run(calm), SignalKind.LIQUIDATIONS)).isEmpty();
    List<SignalEvent> burst =
        of(run(calm.liquidated(20_000, 0).glide(99.9, 60)), SignalKind.LIQUIDATIONS);
    assertThat(burst).hasSize(2);
    assertThat(burst.get(0).direction()).isEqualTo(-1);
    assertThat(burst.get(0).value()).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void spreadAndDepthAreAgainstTheirMedians() {
    MeasureTape tape = tape().swing(1e-4, 30).book(1e-3, 1e5).glide(100, 20);
    List<SignalEvent> signals = run(tape.book(1e-4, 1e6).glide(100, 60));
    assertThat(
            kinds(
                signals,
                SignalKind.SPREAD_WIDE,
                SignalKind.SPREAD_BACK,
                SignalKind.BOOK_THIN,
                SignalKind.BOOK_BACK))
        .hasSize(4);
    // One second is no blow-out.
    MeasureTape blink = tape().swing(1e-4, 30).book(1e-3, 1e5).to(100).book(1e-4, 1e6);
    assertThat(kinds(run(blink.glide(100, 60)), SignalKind.SPREAD_WIDE, SignalKind.BOOK_THIN))
        .isEmpty();
  }

  @Test
  void fundingIsToldWhenItIsExtremeAndWhenItHasEased() {
    List<SignalEvent> signals =
        run(tape().to(100).funding(7e-4).swing(1e-4, 2).funding(2e-4).swing(1e-4, 2));
    assertThat(kinds(signals, SignalKind.FUNDING_EXTREME, SignalKind.FUNDING_EASED))
        .containsExactly(SignalKind.FUNDING_EXTREME, SignalKind.FUNDING_EASED);
  }

  @Test
  void lossAndReturnOfAFeedAreTold() {
    MeasureTape tape = tape().to(100).fault("STREAM_SILENT", "trade").fault("BOOK_GAP", "depth");
    List<SignalEvent> signals = run(tape.silent(5).fault("STREAM_RESUMED", "trade"));
    assertThat(signals.stream().map(SignalEvent::kind))
        .containsExactly(SignalKind.FEED_LOST, SignalKind.FEED_BACK);
    assertThat(run(tape().to(100).fault("STREAM_SILENT", "openInterest"))).isEmpty();
  }

  @Test
  void anInstrumentThatSaysNothingIsLostOnceUntilItSpeaks() {
    SignalDetector detector = new SignalDetector(ID, "BTC");
    MeasureTape tape = tape().to(100);
    List<SignalEvent> signals = new ArrayList<>(run(tape.measures(), detector));
    long now = tape.nowNs();
    detector.onSilence(now + 60_000_000_000L, Thresholds.STANDARD, signals::add);
    assertThat(signals).isEmpty();
    detector.onSilence(now + 91_000_000_000L, Thresholds.STANDARD, signals::add);
    detector.onSilence(now + 200_000_000_000L, Thresholds.STANDARD, signals::add);
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).value()).isEqualTo(91);
    List<MarketMeasure> later = tape.silent(300).to(100).measures();
    assertThat(run(later.subList(1, 2), detector).get(0).kind()).isEqualTo(SignalKind.FEED_BACK);
  }

  @Test
  void changedThresholdsHoldFromTheNextMeasure() {
    Thresholds tight = Thresholds.STANDARD.with(Map.of("move.enter", 0.005));
    SignalDetector detector = new SignalDetector(ID, "BTC");
    List<SignalEvent> signals = new ArrayList<>();
    for (MarketMeasure measure : tape().swing(1e-4, 5).glide(99.3, 60).measures()) {
      detector.update(measure, tight, signals::add);
    }
    assertThat(of(signals, SignalKind.MOVE)).hasSize(1);
    assertThat(signals.get(0).threshold()).isEqualTo(0.005);
  }

  @Test
  void stateStoredAtAnyMomentGoesOnAsIfItHadNotBeen() {
    MeasureTape tape = tape();
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      tape.volume(1000 + random.nextInt(9000))
          .liquidated(random.nextInt(4) == 0 ? 30_000 : 10, 10)
          .book(1e-4 * (1 + random.nextInt(8)), 1e6 / (1 + random.nextInt(9)))
          .funding(1e-4 * random.nextInt(8))
          .glide(100 * (1 + 0.02 * random.nextGaussian()), 300);
    }
    List<SignalEvent> whole = run(tape);
    assertThat(whole).hasSizeGreaterThan(50);
    SignalDetector parts = new SignalDetector(ID, "BTC");
    List<SignalEvent> told = new ArrayList<>();
    int most = 0;
    for (MarketMeasure measure : tape.measures()) {
      parts.update(measure, Thresholds.STANDARD, told::add);
      if (random.nextInt(100) == 0) {
        StateWriter out = new StateWriter();
        parts.write(out);
        byte[] bytes = out.toByteArray();
        most = Math.max(most, bytes.length);
        parts = new SignalDetector(ID, "BTC");
        parts.read(new StateReader(bytes));
        StateWriter again = new StateWriter();
        parts.write(again);
        assertThat(again.toByteArray()).isEqualTo(bytes);
      }
    }
    assertThat(told).isEqualTo(whole);
    assertThat(most).isLessThan(40_000);
  }

  @Test
  void anOlderOrRepeatedSecondChangesNothing() {
    List<MarketMeasure> once = tape().swing(1e-4, 10).glide(94, 600).measures();
    List<MarketMeasure> twice = new ArrayList<>();
    once.forEach(
        measure -> {
          twice.add(measure);
          twice.add(measure);
        });
    twice.add(once.get(3));
    assertThat(run(twice, new SignalDetector(ID, "BTC")))
        .isEqualTo(run(once, new SignalDetector(ID, "BTC")));
  }

  @Test
  void thresholdsOutOfRangeAreRefusedWhole() {
    assertThatThrownBy(() -> Thresholds.STANDARD.with(Map.of("move.deeper", 0.1)))
        .hasMessageStartingWith("THRESHOLD_UNKNOWN: key=move.deeper");
    assertThatThrownBy(() -> Thresholds.STANDARD.with(Map.of("move.enter", Double.NaN)))
        .hasMessageStartingWith("THRESHOLD_INVALID: key=move.enter value=NaN");
    assertThatThrownBy(() -> Thresholds.STANDARD.with(Map.of("move.deep", 0.01)))
        .hasMessageStartingWith("THRESHOLD_ORDER:");
    assertThat(Thresholds.STANDARD.with(Map.of()).toMap()).isEqualTo(Thresholds.STANDARD.toMap());
  }

  @Test
  void everyKindHasItsOwnCode() {
    for (SignalKind kind : SignalKind.values()) {
      assertThat(SignalKind.ofCode(kind.code())).isEqualTo(kind);
    }
    assertThatThrownBy(() -> SignalKind.ofCode(0)).hasMessageStartingWith("SIGNAL_KIND_UNKNOWN");
  }
}
