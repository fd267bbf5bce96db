package io.cryptoscalp.engine.regime.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Are venues told apart only beyond their usual distance, and only while both are fresh? */
class VenueGapDetectorTest {
  private static final int USUAL_MINUTES = 15;

  /** Two venues, the second at a steady premium, then moved by a fraction for some seconds. */
  private static List<MarketMeasure> market(double move, int seconds) {
    MeasureTape spot = new MeasureTape("BTCUSDT.BINANCE", 100);
    MeasureTape perp = new MeasureTape("BTCUSDT-PERP.BINANCE", 101);
    spot.glide(100, USUAL_MINUTES * 60 + seconds + 30);
    perp.glide(101, USUAL_MINUTES * 60).to(101 * (1 + move));
    perp.glide(101 * (1 + move), seconds).to(101).glide(101, 28);
    List<MarketMeasure> both = new ArrayList<>();
    for (int i = 0; i < spot.measures().size(); i++) {
      both.add(spot.measures().get(i));
      if (i < perp.measures().size()) {
        both.add(perp.measures().get(i));
      }
    }
    return both;
  }

  private static List<SignalEvent> run(List<MarketMeasure> measures) {
    VenueGapDetector detector = new VenueGapDetector("BTC");
    List<SignalEvent> signals = new ArrayList<>();
    for (MarketMeasure measure : measures) {
      detector.update(measure, Thresholds.STANDARD, signals::add);
      StateWriter out = new StateWriter();
      detector.write(out);
      detector = new VenueGapDetector("BTC");
      detector.read(new StateReader(out.toByteArray()));
    }
    return signals;
  }

  @Test
  void aGapBeyondTheUsualIsToldHeldAndClosed() {
    List<SignalEvent> signals =
        run(market(-0.01, 20)).stream()
            .filter(signal -> signal.instrument().equals("BTCUSDT-PERP.BINANCE"))
            .toList();
    assertThat(signals.stream().map(SignalEvent::kind))
        .containsExactly(
            SignalKind.VENUES_APART, SignalKind.VENUES_STILL_APART, SignalKind.VENUES_TOGETHER);
    assertThat(signals.get(0).scope()).isEqualTo("BTC");
    assertThat(signals.get(0).direction()).isEqualTo(-1);
    assertThat(signals.get(0).value()).isBetween(0.0099, 0.0102);
  }

  @Test
  void thePremiumItselfIsNoGapAndAShortOneIsNotHeld() {
    assertThat(run(market(0, 20))).isEmpty();
    assertThat(run(market(-0.01, 4)).stream().map(SignalEvent::kind))
        .doesNotContain(SignalKind.VENUES_STILL_APART);
  }

  @Test
  void anOldPriceIsNotCompared() {
    MeasureTape stale = new MeasureTape("BTCUSDT.BINANCE", 100).glide(100, USUAL_MINUTES * 60);
    MeasureTape alive =
        new MeasureTape("BTCUSDT-PERP.BINANCE", 100)
            .glide(100, USUAL_MINUTES * 60)
            .silent(120)
            .glide(90, 60);
    List<MarketMeasure> both = new ArrayList<>();
    for (int i = 0; i < alive.measures().size(); i++) {
      if (i < stale.measures().size()) {
        both.add(stale.measures().get(i));
      }
      both.add(alive.measures().get(i));
    }
    assertThat(run(both)).isEmpty();
  }
}
