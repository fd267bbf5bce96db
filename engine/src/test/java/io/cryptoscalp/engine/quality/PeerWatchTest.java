package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When are two venues apart or crossed, and when is the own feed the one that is wrong? */
class PeerWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final Instrument BTC =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));

  private final List<String> said = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private MarketView view = new MarketView(BTC);
  private PeerWatch watch = create();
  private int second;

  private PeerWatch create() {
    return new PeerWatch(
        QualityOptions.DEFAULT,
        view,
        (anomaly, kind, time, field, value, low, high, score) -> {
          said.add(anomaly + "@" + (time - START) / SECOND);
          values.add(value);
        });
  }

  private void restore() {
    StateWriter out = new StateWriter();
    watch.write(out);
    watch = create();
    watch.read(new StateReader(out.toByteArray()));
  }

  /** Seconds in which the own middle stands so many bp above the peer's 60,000. */
  private void seconds(int count, double bps) {
    for (int i = 0; i < count; i++) {
      second(bps + (second % 3 - 1) * 0.4, 60_000, true);
    }
  }

  private void second(double bps, double peer, boolean ownFirst) {
    long from = START + second * SECOND;
    double mid = peer * (1 + bps / 1e4);
    long end = from + SECOND;
    watch.onTime(FrameKind.BOOK_TICKER, from + SECOND / 2);
    watch.onTouch(mid - 0.5, mid + 0.5, from + SECOND / 2);
    if (ownFirst) {
      watch.onTime(FrameKind.BOOK_TICKER, end + 1);
      watch.onPeer(end, peer, peer - 0.5, peer + 0.5);
    } else {
      watch.onPeer(end, peer, peer - 0.5, peer + 0.5);
      watch.onTime(FrameKind.BOOK_TICKER, end + 1);
    }
    watch.onTime(FrameKind.TRADE, end + 2);
    second++;
    restore();
  }

  @Test
  void aLastingBasisIsUsualAndADistanceOfTwoSecondsIsNone() {
    seconds(200, 12);
    seconds(2, 90);
    seconds(5, 12);
    seconds(2, -90);
    seconds(60, 12);
    assertThat(said).isEmpty();
  }

  @Test
  void threeSecondsBeyondTheBandAreApartOnce() {
    seconds(100, -5);
    seconds(20, 40);
    seconds(30, -5);
    seconds(20, -50);
    assertThat(said)
        .containsExactly(
            "PEER_APART@103", "PEER_CROSSED@103", "PEER_APART@153", "PEER_CROSSED@153");
    assertThat(values.get(0)).isCloseTo(40, within(0.5));
    // What buying low and selling high would give beyond the basis, less both half spreads.
    assertThat(values.get(1)).isCloseTo(45 - 2 * 0.5 / 6, within(0.6));
  }

  @Test
  void aDistanceBeyondCostsIsCrossedBeforeItIsApart() {
    seconds(100, 0);
    seconds(20, 25);
    assertThat(said).containsExactly("PEER_CROSSED@103");
  }

  @Test
  void marketsThatMoveTogetherAreNeverApartWhateverComesFirst() {
    double price = 60_000;
    for (int i = 0; i < 300; i++) {
      price *= i % 50 < 20 ? 0.99 : 1.006;
      second(4, price, i % 2 == 0);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void anOffsetFromTheStartIsToldAndThenTakenAsUsual() {
    seconds(200, 500);
    assertThat(said).containsExactly("PEER_APART@3");
  }

  @Test
  void aNewDistanceIsUsualAfterFiveMinutes() {
    seconds(100, 0);
    seconds(400, 100);
    said.clear();
    seconds(100, 100);
    assertThat(said).isEmpty();
    seconds(5, 0);
    assertThat(said).containsExactly("PEER_APART@603", "PEER_CROSSED@603");
  }

  @Test
  void aCloseThatComesTooLateOrTwiceIsNotUsed() {
    seconds(100, 0);
    for (int i = 0; i < 20; i++) {
      long end = START + (second + 1) * SECOND;
      watch.onTouch(60_600, 60_601, end - SECOND / 2);
      watch.onTime(FrameKind.TRADE, end);
      watch.onPeer(end - 9 * SECOND, 60_000, 0, 0);
      watch.onPeer(START + 100 * SECOND, 60_000, 0, 0);
      watch.onTime(FrameKind.TRADE, end + 1);
      second++;
    }
    assertThat(said).isEmpty();
  }

  @Test
  void withoutThePeersTouchItsCloseAndTheOwnSpreadStandForIt() {
    seconds(100, 0);
    for (int i = 0; i < 4; i++) {
      long end = START + (second + 1) * SECOND;
      // Wide: neither side can be sold or bought beyond the peer's by more than costs.
      watch.onTouch(60_150, 60_250, end - SECOND / 2);
      watch.onPeer(end, 60_000, 0, 0);
      watch.onTime(FrameKind.TRADE, end);
      second++;
    }
    assertThat(said).containsExactly("PEER_APART@103");
  }

  @Test
  void onlyWhatMarkPriceAndPeerContradictIsRefused() {
    seconds(100, 0);
    seconds(5, 200);
    // The peer alone is no proof.
    assertThat(refuses(61_200, 0)).isFalse();
    view.onMark(61_190, START + second * SECOND);
    seconds(1, 200);
    assertThat(watch.isRefusing()).isFalse();
    view.onMark(60_010, START + second * SECOND);
    seconds(1, 200);
    assertThat(watch.isRefusing()).isTrue();
    said.clear();
    assertThat(refuses(61_200, 0)).isTrue();
    assertThat(said).containsExactly("PEER_REFUSED@" + second);
    assertThat(refuses(61_200, 61_201)).as("a proven book shows it").isFalse();
    assertThat(refuses(60_100, 0)).as("within the band of the peer").isFalse();
    seconds(1, 2);
    assertThat(watch.isRefusing()).as("the own market is back").isFalse();
    assertThat(refuses(61_200, 0)).isFalse();
  }

  @Test
  void nothingIsRefusedOnceAWitnessIsSilent() {
    seconds(100, 0);
    view.onMark(60_000, START + second * SECOND);
    seconds(4, 200);
    assertThat(watch.isRefusing()).isTrue();
    long later = START + second * SECOND + 6 * SECOND;
    view.onMark(60_000, later);
    assertThat(watch.refuses(FrameKind.TRADE, later, "price", 61_200, 0, later)).isFalse();
  }

  /** The state before peers were looked at, version 2, ends where theirs begins. */
  @Test
  void stateWithoutPeersIsRead() {
    DataQuality old = new DataQuality(BTC, QualityOptions.DEFAULT, PeerWatchTest::ignore);
    StateWriter out = new StateWriter();
    old.write(out);
    byte[] now = out.toByteArray();
    byte[] before = Arrays.copyOf(now, now.length - 2);
    before[0] = 2;
    DataQuality restored = new DataQuality(BTC, QualityOptions.DEFAULT, PeerWatchTest::ignore);
    StateReader in = new StateReader(before);
    restored.read(in);
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(now);
  }

  private static void ignore(
      Anomaly anomaly,
      FrameKind kind,
      long time,
      String field,
      double value,
      double low,
      double high,
      double score) {}

  private boolean refuses(double price, double bookMid) {
    long now = START + second * SECOND;
    return watch.refuses(FrameKind.TRADE, now, "price", price, bookMid, now);
  }
}
