package io.cryptoscalp.jobs.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is no frame of a generated market quarantined, through its crashes and sweeps? */
class SyntheticCrashTest {
  private static final long MINUTES_NS = 12 * 60_000_000_000L;
  private static final long START_NS = 1_704_067_200_000_000_000L;

  @ParameterizedTest
  @ValueSource(strings = {"BTCUSDT-PERP.BINANCE", "DOGEUSDT-PERP.BINANCE", "BTCUSDT.BINANCE"})
  void aCrashIsAMove(String id) throws Exception {
    Instrument instrument = Objects.requireNonNull(InstrumentCatalogue.builtIn().find(id));
    Map<String, Integer> codes = new TreeMap<>();
    int[] quarantined = {0};
    DataQuality quality =
        new DataQuality(
            instrument,
            QualityOptions.DEFAULT,
            (anomaly, kind, time, field, value, low, high, score) -> {
              codes.merge(anomaly.code(), 1, Integer::sum);
              quarantined[0] += anomaly.quarantines() ? 1 : 0;
            });
    FeedPipeline feed =
        new FeedPipeline(
            instrument, FeedOptions.DEFAULT, (code, detail, stream) -> {}, quality.clockGuard());
    long high = 0;
    long low = Long.MAX_VALUE;
    long frames = 0;
    try (SyntheticMarket market = new SyntheticMarket(List.of(instrument), 1, START_NS, 60)) {
      for (MarketMessage message = market.next();
          message != null && message.receiveTimeNs() < START_NS + MINUTES_NS;
          message = market.next()) {
        FrameKind kind = Objects.requireNonNull(FrameKind.ofStream(message.stream()));
        frames++;
        assertThat(feed.accept(message.payload(), kind, message.receiveTimeNs()))
            .isEqualTo(RejectCode.NONE);
        quality.inspect(feed);
        if (kind == FrameKind.TRADE) {
          high = Math.max(high, feed.frame().price);
          low = Math.min(low, feed.frame().price);
        }
      }
    }
    assertThat(frames).isGreaterThan(20_000);
    assertThat((double) high / low).as("a market that crashed").isGreaterThan(1.02);
    assertThat(quarantined[0]).as("%s", codes).isZero();
  }
}
