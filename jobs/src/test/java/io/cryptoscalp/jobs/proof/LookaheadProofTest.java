package io.cryptoscalp.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.models.candles.Candle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Is a feature that knows the future found, and only that one? */
class LookaheadProofTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long[] CUTS = {100, 300};
  private static final FeatureOptions OPTIONS =
      FeatureOptions.defaults()
          .withSelect(List.of("family:trend", "rsi_*", "-timeframe:1s", "-timeframe:5s"));
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.of(OPTIONS);
  private static final int PLANTED = CATALOGUE.indexOf("rsi_14_5m");

  private static List<Candle> market() {
    Random random = new Random(5);
    List<Candle> candles = new ArrayList<>();
    double price = 1_000;
    for (int i = 0; i < 400; i++) {
      double close = price * (1 + 0.002 * random.nextGaussian());
      double high = Math.max(price, close) * (1 + 0.001 * random.nextDouble());
      double low = Math.min(price, close) * (1 - 0.001 * random.nextDouble());
      candles.add(new Candle(i * MINUTE, price, high, low, close, 1 + 9 * random.nextDouble()));
      price = close;
    }
    return candles;
  }

  private static LookaheadReport prove(Supplier<VectorRun<Candle>> runs) throws IOException {
    Iterator<Candle> candles = market().iterator();
    return new LookaheadProof<>(CATALOGUE.size(), runs, ChangedFuture::of)
        .run(() -> candles.hasNext() ? candles.next() : null, CUTS);
  }

  /** Holds every vector back until the next candle is known, and may look at that. */
  private static final class Late implements VectorRun<Candle> {
    private final CandleRun run = new CandleRun(OPTIONS, MINUTE);
    private final boolean peeks;
    private @Nullable FeatureVector held;

    Late(boolean peeks) {
      this.peeks = peeks;
    }

    @Override
    public String instrument(Candle candle) {
      return run.instrument(candle);
    }

    @Override
    public void accept(Candle candle, Consumer<FeatureVector> out) {
      FeatureVector before = held;
      if (before != null) {
        double[] values = before.values().clone();
        if (peeks && before.isValid(PLANTED)) {
          values[PLANTED] += candle.close() > candle.open() ? 1e-9 : 0;
        }
        out.accept(
            new FeatureVector(
                before.instrument(),
                before.eventTimeNs(),
                before.sequence(),
                values,
                before.valid()));
      }
      run.accept(candle, vector -> held = vector);
    }

    @Override
    public void end(Consumer<FeatureVector> out) {
      FeatureVector last = held;
      if (last != null) {
        out.accept(last);
      }
    }
  }

  @Test
  void theEngineDoesNotLookAheadOnCandles() throws IOException {
    LookaheadReport report = prove(() -> new CandleRun(OPTIONS, MINUTE));
    assertThat(report.isProven()).isTrue();
    assertThat(report.vectors()).isEqualTo(400);
    assertThat(report.compared()).isEqualTo(2 * (100 + 300));
    assertThat(report.valid().cardinality()).isGreaterThan(CATALOGUE.size() / 4);
    // What no change of the future can move would pass whatever it did.
    assertThat(report.moved().cardinality()).isGreaterThan(report.valid().cardinality() * 4 / 5);
  }

  @Test
  void aFeatureThatKnowsTheNextCandleIsNamed() throws IOException {
    LookaheadReport report = prove(() -> new Late(true));
    assertThat(report.isProven()).isFalse();
    assertThat(report.single()).isZero();
    List<FeatureTally.Row> found = new ArrayList<>();
    report.trials().forEach(trial -> found.addAll(trial.before().differences()));
    assertThat(found).isNotEmpty();
    for (FeatureTally.Row row : found) {
      assertThat(row.position()).isEqualTo(PLANTED);
      assertThat(row.differing()).isEqualTo(1);
      assertThat(row.maxAbsolute()).isBetween(0.9e-9, 1.1e-9);
      assertThat(Objects.requireNonNull(row.first()).sequence()).isIn(100L, 300L);
    }
  }

  @Test
  void comingLateIsNoLookahead() throws IOException {
    LookaheadReport report = prove(() -> new Late(false));
    assertThat(report.isProven()).isTrue();
    assertThat(report.compared()).isEqualTo(2 * (100 + 300));
  }

  @Test
  void aVectorThatOnlyTheWholeRunHasIsCounted() throws IOException {
    LookaheadReport report =
        prove(
            () ->
                new VectorRun<>() {
                  private final CandleRun run = new CandleRun(OPTIONS, MINUTE);
                  private final List<FeatureVector> kept = new ArrayList<>();

                  @Override
                  public String instrument(Candle candle) {
                    return run.instrument(candle);
                  }

                  @Override
                  public void accept(Candle candle, Consumer<FeatureVector> out) {
                    run.accept(candle, kept::add);
                  }

                  @Override
                  public void end(Consumer<FeatureVector> out) {
                    // Sees from the end that the first vector is worth telling.
                    kept.subList(kept.size() > 350 ? 0 : 1, kept.size()).forEach(out);
                  }
                });
    assertThat(report.isProven()).isFalse();
    assertThat(report.single()).isEqualTo(2);
  }

  @Test
  void thePipelineDoesNotLookAheadOnFrames() throws IOException {
    EngineParts parts = new EngineParts(TradingJobConfig.fromMap(Map.of("features", "@all")));
    InstrumentCatalogue instruments = InstrumentCatalogue.builtIn();
    List<Instrument> traded =
        Stream.of("BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE")
            .map(id -> Objects.requireNonNull(instruments.find(id)))
            .toList();
    SyntheticMarket market = new SyntheticMarket(traded, 7, 1_700_000_000_000_000_000L, 50);
    int[] left = {9_000};
    LookaheadProof.Events<MarketMessage> events = () -> left[0]-- > 0 ? market.next() : null;
    int features = FeatureCatalogue.of(parts.pipelines().get().features()).size();
    LookaheadReport report =
        new LookaheadProof<MarketMessage>(
                features,
                () -> new FrameRun(instruments, parts.pipelines().get(), null),
                ChangedFuture::of)
            .run(events, new long[] {4_500});
    assertThat(report.isProven()).isTrue();
    assertThat(report.compared()).isGreaterThan(100);
    assertThat(report.valid().cardinality()).isGreaterThan(500);
    assertThat(report.moved().cardinality()).isGreaterThan(400);
  }
}
