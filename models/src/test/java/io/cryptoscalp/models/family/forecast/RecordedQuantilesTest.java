package io.cryptoscalp.models.family.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarRun;
import io.cryptoscalp.engine.testing.RecordedCandles;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Do intervals hold on candles that a market made, later than all that was learnt? */
class RecordedQuantilesTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

  @Test
  void intervalsOfLaterDaysCoverAboutTheirShareAndBeatTheNaiveForecast() {
    List<Bar> bars =
        RecordedCandles.load(
            BarRun.btc(),
            "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz",
            MINUTE,
            0,
            Long.MAX_VALUE);
    Dataset all = examples(bars);
    int size = all.size();
    Dataset train = PlantedSequences.part(all, 0, size * 6 / 10);
    Dataset validation = PlantedSequences.part(all, size * 6 / 10, size * 8 / 10);
    Dataset test = PlantedSequences.part(all, size * 8 / 10, size);
    QuantileFamily family = new QuantileFamily();
    Hyperparameters settings =
        family
            .defaults()
            .with(
                Map.of(
                    "hidden",
                    "16",
                    "layers",
                    "3",
                    "epochs",
                    "6",
                    "batch",
                    "128",
                    "learningRate",
                    "0.003"));
    try (TrainedForecast model = family.train(train, validation, settings, TrainingRun.quiet(1))) {
      QuantileScores own = QuantileScores.of(model.predict(test), test, LEVELS);
      EmpiricalQuantiles naive = EmpiricalQuantiles.fit(train, LEVELS);
      QuantileScores base = QuantileScores.of(naive.predict(test), test, LEVELS);
      for (int h = 0; h < own.pinball().length; h++) {
        // days differ in volatility more than examples would by chance, hence the room
        assertThat(own.coverage()[h][0]).isBetween(0.82, 0.97);
        assertThat(own.coverage()[h][1]).isBetween(0.38, 0.64);
        assertThat(own.pinball()[h]).isLessThan(0.99 * base.pinball()[h]);
      }
    }
  }

  /** Sequences of 16 minutes of return, range, volume and recent activity. */
  private static Dataset examples(List<Bar> bars) {
    List<String> names = List.of("return", "range", "volume", "activity");
    DatasetOptions options =
        DatasetOptions.of(LabelRule.fixedHorizon(10 * MINUTE), MINUTE).withSteps(16, 0);
    DatasetBuilder builder = new DatasetBuilder("minutes-1", names, options);
    double activity = 0;
    for (int i = 1; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double move = Math.log((double) bar.close() / bars.get(i - 1).close());
      double range = Math.log((double) bar.high() / bar.low());
      activity += (Math.abs(move) - activity) / 30;
      double close = BarRun.btc().price(bar.close());
      builder.add(
          new FeatureRow(
              "LINKUSDT-PERP.BINANCE",
              bar.closeTimeNs(),
              i,
              close,
              BarRun.btc().price(bar.low()),
              BarRun.btc().price(bar.high()),
              null,
              new double[] {move, range, Math.log1p(bar.volume()), activity},
              new long[] {15}));
    }
    return builder.build().dataset();
  }
}
