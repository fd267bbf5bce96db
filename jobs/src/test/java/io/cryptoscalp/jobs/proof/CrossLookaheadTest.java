package io.cryptoscalp.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.cross.CrossRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Do the features across instruments, all of them valid, know nothing of what comes later? */
class CrossLookaheadTest {
  private static final String OWN = "ETHUSDT-PERP.BINANCE";
  private static final String PEER = "ETHUSDT.BINANCE";
  private static final String REFERENCE = "BTCUSDT-PERP.BINANCE";
  private static final long START = 1_700_000_000_000L;
  private static final int STEP_MS = 20_000;

  /** Longer than 61 pairs of bars of an hour. */
  private static final int STEPS = 66 * 3600 * 1000 / STEP_MS;

  /** Between the own frame that closes a minute and the peer's, 11,309 steps in. */
  private static final int CUT = 3 * 11_309 + 2;

  private static final EngineParts PARTS =
      new EngineParts(
          TradingJobConfig.fromMap(
              Map.of(
                  "features",
                  "family:cross",
                  "cross.reference",
                  REFERENCE,
                  "cross.peers",
                  OWN + "=" + PEER)));
  private static final PipelineOptions OPTIONS = options();
  private static final InstrumentCatalogue INSTRUMENTS = InstrumentCatalogue.builtIn();
  private static final CrossRoutes ROUTES = Objects.requireNonNull(PARTS.crossRoutes()).get();
  private static final int FEATURES = FeatureCatalogue.of(OPTIONS.features()).size();

  /** Those of the job, without the bars of seconds that no feature here reads. */
  private static PipelineOptions options() {
    PipelineOptions job = PARTS.pipelines().get();
    BarOptions bars = job.bars();
    return new PipelineOptions(
        job.decisionIntervalNs(),
        job.feed(),
        QualityOptions.OFF,
        new BarOptions(
            List.of(60_000_000_000L),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            bars.tradeSource(),
            bars.maxEmptyBars(),
            bars.toleranceNs()),
        job.features(),
        job.regime());
  }

  /** A trade of each instrument every 20 s, a second apart; the peer's comes last. */
  private static List<MarketMessage> market() {
    Random random = new Random(3);
    List<MarketMessage> frames = new ArrayList<>();
    double btc = 60_000;
    double eth = 3_000;
    for (int i = 0; i < STEPS; i++) {
      double common = 0.0004 * random.nextGaussian();
      btc *= 1 + common;
      eth *= 1 + 1.2 * common + 0.0002 * random.nextGaussian();
      long ms = START + (long) i * STEP_MS;
      frames.add(trade(REFERENCE, i, btc, ms));
      frames.add(trade(OWN, i, eth, ms + 1000));
      frames.add(trade(PEER, i, eth * (1 + 0.0003 * random.nextGaussian()), ms + 2000));
    }
    return frames;
  }

  private static MarketMessage trade(String id, int number, double price, long ms) {
    Instrument instrument = Objects.requireNonNull(INSTRUMENTS.find(id));
    String text =
        String.format(
            Locale.ROOT,
            "{\"e\":\"trade\",\"E\":%d,\"T\":%d,\"s\":\"%s\",\"t\":%d,\"p\":\"%.2f\",\"q\":\"0.100\","
                + "\"X\":\"MARKET\",\"m\":%b}",
            ms,
            ms,
            instrument.symbol(),
            number + 1,
            price,
            number % 2 == 0);
    return new MarketMessage(
        instrument.venue(),
        instrument.symbol(),
        "trade",
        (ms + 5) * 1_000_000L,
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static LookaheadReport prove(Supplier<VectorRun<MarketMessage>> runs) throws IOException {
    List<MarketMessage> frames = market();
    Iterator<MarketMessage> all = frames.iterator();
    return new LookaheadProof<>(FEATURES, runs, ChangedFuture::of)
        .run(() -> all.hasNext() ? all.next() : null, new long[] {30_000, CUT});
  }

  @Test
  void allOfThemAreValidMoveAndDoNotLookAhead() throws IOException {
    LookaheadReport report = prove(() -> new FrameRun(INSTRUMENTS, OPTIONS, ROUTES));
    assertThat(report.isProven()).isTrue();
    assertThat(FEATURES).isEqualTo(24);
    assertThat(report.valid().cardinality()).isEqualTo(24);
    // The lag at which both move together is 0 on all three timeframes, whatever the future.
    assertThat(report.moved().cardinality()).isEqualTo(21);
    assertThat(report.compared()).isGreaterThan(100_000);
  }

  /** Sends what the next frame closes before the present one: the proof must be able to fail. */
  @Test
  void aCloseThatComesOneFrameEarlyIsFound() throws IOException {
    LookaheadReport report = prove(Early::new);
    assertThat(report.isProven()).isFalse();
  }

  /** Swaps each frame of the own instrument with the peer's that comes a second later. */
  private static final class Early implements VectorRun<MarketMessage> {
    private final FrameRun run = new FrameRun(INSTRUMENTS, OPTIONS, ROUTES);
    private @Nullable MarketMessage held;

    @Override
    public @Nullable String instrument(MarketMessage message) {
      return run.instrument(message);
    }

    @Override
    public void accept(MarketMessage message, Consumer<FeatureVector> out) {
      MarketMessage before = held;
      held = null;
      if (OWN.equals(run.instrument(message))) {
        held = message;
      } else {
        run.accept(message, out);
      }
      if (before != null) {
        run.accept(before, out);
      }
    }

    @Override
    public void end(Consumer<FeatureVector> out) {
      MarketMessage last = held;
      if (last != null) {
        run.accept(last, out);
      }
    }
  }
}
