package io.cryptoscalp.models.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Are the rows of candles those that the engine has at each candle's end, and no later? */
class CandleFeatureSourceTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final FeatureOptions OPTIONS =
      FeatureOptions.defaults().withSelect(List.of("timeframe:1m"));

  private static CandleFile candles(int count, long seed) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    double close = 100;
    for (int i = 0; i < count; i++) {
      double open = close;
      close *= Math.exp(0.001 * random.nextGaussian());
      double high = Math.max(open, close) * 1.0005;
      double low = Math.min(open, close) * 0.9995;
      candles.add(new Candle(i * MINUTE, open, high, low, close, 1 + random.nextInt(9)));
    }
    return new CandleFile(candles, MINUTE);
  }

  private static List<FeatureRow> rows(Map<String, CandleFile> files, List<String> instruments) {
    CandleFeatureSource source = new CandleFeatureSource(OPTIONS, new TreeMap<>(files));
    List<FeatureRow> rows = new ArrayList<>();
    source.read(
        new FeatureQuery(source.featureSet(), instruments, Long.MIN_VALUE, Long.MAX_VALUE),
        rows::add);
    return rows;
  }

  @Test
  void aRowHasTheCandlesPricesAndWhatIsKnownAtItsEnd() {
    CandleFile file = candles(400, 1);
    List<FeatureRow> rows = rows(Map.of("B", file, "A", candles(10, 2)), List.of());
    assertThat(rows).hasSize(410);
    assertThat(rows.get(0).instrument()).isEqualTo("A");
    CandleFeatures run = new CandleFeatures(OPTIONS, MINUTE);
    double[] values = new double[run.catalogue().size()];
    long[] valid = new long[run.catalogue().words()];
    int seen = 0;
    for (int i = 0; i < 400; i++) {
      Candle candle = file.candles().get(i);
      FeatureRow row = rows.get(10 + i);
      assertThat(row.eventTimeNs()).isEqualTo(run.accept(candle, values, valid));
      assertThat(row.eventTimeNs()).isEqualTo(candle.openTimeNs() + MINUTE);
      assertThat(List.of(row.mid(), row.low(), row.high()))
          .containsExactly(candle.close(), candle.low(), candle.high());
      assertThat(row.values()).containsExactly(values);
      assertThat(row.valid()).containsExactly(valid);
      seen += Long.bitCount(valid[0]);
      float sum = 0;
      for (float probability : Objects.requireNonNull(row.regime())) {
        sum += probability;
      }
      assertThat(sum).isCloseTo(1, within(1e-5f));
    }
    assertThat(seen).isGreaterThan(400);
  }

  @Test
  void rowsDoNotChangeWithWhatComesAfterThem() {
    CandleFile whole = candles(600, 3);
    List<FeatureRow> all = rows(Map.of("A", whole), List.of());
    List<FeatureRow> cut =
        rows(Map.of("A", new CandleFile(whole.candles().subList(0, 350), MINUTE)), List.of());
    for (int i = 0; i < 350; i++) {
      assertThat(cut.get(i).values()).containsExactly(all.get(i).values());
      assertThat(cut.get(i).regime()).containsExactly(all.get(i).regime());
    }
  }

  @Test
  void onlyTheInstrumentsAndTheSetAskedForAreRead() {
    Map<String, CandleFile> files = Map.of("A", candles(5, 1), "B", candles(7, 1));
    assertThat(rows(files, List.of("B"))).hasSize(7);
    assertThatThrownBy(() -> new CandleFeatureSource(OPTIONS, new TreeMap<>(files)).names("v1-x"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("DATASET_FEATURE_SET_UNKNOWN");
  }
}
