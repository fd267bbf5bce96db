package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** What is kept of an accepted entry until its trade is over. */
record TradeCause(
    String intentId,
    double probabilityUp,
    double confidence,
    String modelVersion,
    String regime,
    String reason) {
  static final TradeCause NONE = new TradeCause("", 0.5, 0, "", "", "");

  static TradeCause of(Intent intent) {
    return new TradeCause(
        intent.intentId(),
        intent.probabilityUp(),
        intent.confidence(),
        intent.modelVersion(),
        intent.regime().name(),
        intent.reason());
  }

  void write(StateWriter out) {
    out.writeString(intentId);
    out.writeDouble(probabilityUp);
    out.writeDouble(confidence);
    out.writeString(modelVersion);
    out.writeString(regime);
    out.writeString(reason);
  }

  static TradeCause read(StateReader in) {
    return new TradeCause(
        in.readText(),
        in.readDouble(),
        in.readDouble(),
        in.readText(),
        in.readText(),
        in.readText());
  }
}
