package io.cryptoscalp.models.family.chart;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.util.Objects;

/** Pictures for tests. */
final class Charts {
  private Charts() {}

  static Instrument instrument() {
    return Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  }

  static ChartExamples synthetic(int bars, long seed) {
    ChartExamples examples = new ChartExamples();
    examples.add(instrument(), SyntheticCharts.bars(instrument(), bars, seed));
    return examples;
  }
}
