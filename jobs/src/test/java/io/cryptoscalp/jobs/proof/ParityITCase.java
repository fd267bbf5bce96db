package io.cryptoscalp.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Do two real runs over the same frames agree, and is one frame less found and named? */
@Timeout(300)
class ParityITCase {
  private static final Map<String, String> CONFIG =
      Map.of("features", "@core, family:trend, -timeframe:4h, -timeframe:1d");
  private static final int FRAMES = 20_000;

  @TempDir private Path folder = Path.of("");

  private final FeatureCatalogue catalogue =
      FeatureCatalogue.of(
          new EngineParts(TradingJobConfig.fromMap(CONFIG)).pipelines().get().features());

  /** The first frames of a generated market but those that are left out. */
  private record Frames(MessageSource market, int[] left, Predicate<MarketMessage> keep)
      implements MessageSource {
    static Frames of(Predicate<MarketMessage> keep) {
      InstrumentCatalogue instruments = InstrumentCatalogue.builtIn();
      List<Instrument> traded =
          Stream.of("BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE")
              .map(id -> Objects.requireNonNull(instruments.find(id)))
              .toList();
      return new Frames(
          new SyntheticMarket(traded, 7, 1_700_000_000_000_000_000L, 100),
          new int[] {FRAMES},
          keep);
    }

    @Override
    public @Nullable MarketMessage next() throws IOException {
      while (left[0]-- > 0) {
        MarketMessage message = market.next();
        if (message == null || keep.test(message)) {
          return message;
        }
      }
      return null;
    }

    @Override
    public Map<String, Long> position() {
      return market.position();
    }

    @Override
    public Map<String, Long> positionBefore() {
      return market.positionBefore();
    }

    @Override
    public void close() throws IOException {
      market.close();
    }
  }

  @Test
  void liveAndBoundedAgreeAndAFrameLessIsNamed() throws Exception {
    FrameDigest frames = new FrameDigest(Frames.of(message -> true));
    int[] trades = {0};
    FrameDigest fewer =
        new FrameDigest(
            Frames.of(
                message ->
                    !message.stream().equals("trade")
                        || !message.symbol().equals("BTCUSDT")
                        || ++trades[0] != 400));
    try (ParityRun run = new ParityRun(folder.resolve("whole"), CONFIG)) {
      FeatureTopic.Part live = run.live(frames, Pacer.MAX);
      FeatureTopic.Part bounded = run.bounded();
      assertThat(frames.frames()).isEqualTo(FRAMES);
      ParityCertificate equal =
          ParityCertificate.of(catalogue, frames, CONFIG, compare(live, bounded));
      assertThat(equal.differences()).isEmpty();
      assertThat(equal.isEqual()).isTrue();
      assertThat(equal.vectors()).isGreaterThan(300);
      assertThat(equal.rows().stream().filter(row -> row.compared() > 100).count())
          .as("features that were valid")
          .isGreaterThan(120);
      try (ParityRun other = new ParityRun(folder.resolve("fewer"), CONFIG)) {
        FeatureTopic.Part planted = other.live(fewer, Pacer.MAX);
        assertThat(fewer.frames()).isEqualTo(FRAMES - 1);
        ParityCertificate broken =
            ParityCertificate.of(catalogue, fewer, CONFIG, compare(planted, bounded));
        assertNamed(broken);
        assertThat(broken.runId()).isNotEqualTo(equal.runId());
        store(equal, broken);
      }
    }
  }

  private ParityComparison compare(FeatureTopic.Part live, FeatureTopic.Part bounded)
      throws IOException {
    try (FeatureTopic left = new FeatureTopic(live);
        FeatureTopic right = new FeatureTopic(bounded)) {
      return ParityComparison.of(catalogue.size(), left, right);
    }
  }

  /** One trade of one instrument: features of trades and bars differ, and at no other one. */
  private void assertNamed(ParityCertificate broken) {
    assertThat(broken.isEqual()).isFalse();
    assertThat(broken.vectors()).isGreaterThan(300);
    assertThat(broken.otherSequences()).isPositive();
    List<String> named = new ArrayList<>();
    for (FeatureTally.Row row : broken.differences()) {
      named.add(broken.features().get(row.position()));
      FeatureTally.First first = Objects.requireNonNull(row.first());
      assertThat(first.instrument()).isEqualTo("BTCUSDT-PERP.BINANCE");
    }
    assertThat(named).contains("trade_rate_10s").doesNotContain("spread_bps");
    FeatureTally.Row count = broken.differences().get(named.indexOf("trade_rate_10s"));
    assertThat(count.maxAbsolute()).isGreaterThan(0);
  }

  private void store(ParityCertificate equal, ParityCertificate broken) throws Exception {
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      clickHouse.migrate(Migrations.bundled());
      try (Connection connection = clickHouse.address().connect()) {
        ParityTable.write(connection, equal);
        ParityTable.write(connection, equal);
        ParityTable.write(connection, broken);
      }
      assertThat(
              clickHouse.rows(
                  "SELECT count(), countIf(value_differences + validity_differences > 0)"
                      + " FROM feature_parity_final WHERE run_id = '"
                      + equal.runId()
                      + "'"))
          .containsExactly(catalogue.size() + "|0");
      assertThat(
              clickHouse.rows(
                  "SELECT DISTINCT data_hash, frames FROM feature_parity_final"
                      + " WHERE value_differences > 0"))
          .containsExactly(broken.dataHash() + "|" + (FRAMES - 1));
    }
  }
}
