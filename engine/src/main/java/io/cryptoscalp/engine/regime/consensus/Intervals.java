package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The intervals of each detector of an instrument. */
final class Intervals {
  private static final int DRAWDOWN = 0;
  private static final int VOLATILITY = 1;
  private static final int TREND = 2;
  private static final int LIQUIDITY = 3;
  private static final int CHANGE = 4;
  private static final int HMM = 5;
  private static final String[] NAMES = {
    "drawdown", "volatility", "trend", "liquidity", "change-point", "hmm"
  };

  private final Voices voices;
  private final IntervalLog[] logs = new IntervalLog[NAMES.length];

  Intervals(String scope, Voices voices) {
    this.voices = voices;
    for (int i = 0; i < NAMES.length; i++) {
      logs[i] = new IntervalLog(scope, NAMES[i]);
    }
  }

  /** Looks at every detector that can tell something. */
  void look(long timeNs, long sequence, IntervalSink out) {
    for (int i = 0; i < NAMES.length; i++) {
      int code = code(i);
      if (code < 0) {
        continue;
      }
      double confidence = confidence(i);
      if (logs[i].isOther(code)) {
        logs[i].begin(code, label(i, code), reason(i), timeNs, confidence, sequence, out);
      }
      logs[i].count(confidence);
    }
  }

  private int code(int detector) {
    return switch (detector) {
      case DRAWDOWN -> voices.drawdown.phase().code();
      case VOLATILITY ->
          Double.isNaN(voices.volatility.rank()) ? -1 : voices.volatility.level().code();
      case TREND -> voices.trend.warm() ? voices.trend.trend().code() : -1;
      case LIQUIDITY ->
          Double.isNaN(voices.liquidity.score()) ? -1 : voices.liquidity.level().code();
      case CHANGE -> voices.change == null ? -1 : voices.changed() >= 0.5 ? 1 : 0;
      case HMM -> voices.hmm == null || !voices.hmm.heard() ? -1 : voices.hmm.state();
      default -> throw new IllegalArgumentException("detector " + detector);
    };
  }

  private String label(int detector, int code) {
    return switch (detector) {
      case DRAWDOWN -> voices.drawdown.phase().name();
      case VOLATILITY -> voices.volatility.level().name();
      case TREND -> voices.trend.trend().name();
      case LIQUIDITY -> voices.liquidity.level().name();
      case CHANGE -> code == 1 ? "CHANGED" : "STEADY";
      case HMM -> voices.hmm == null ? "" : voices.hmm.name();
      default -> throw new IllegalArgumentException("detector " + detector);
    };
  }

  private double confidence(int detector) {
    return switch (detector) {
      case DRAWDOWN ->
          switch (voices.drawdown.phase()) {
            case CALM -> 1 - voices.drawdown.crashEvidence();
            case FALLING -> voices.drawdown.crashEvidence();
            case REBOUNDING -> voices.drawdown.recoveryEvidence();
            case RISING -> voices.drawdown.bullRunEvidence();
          };
      case VOLATILITY ->
          switch (voices.volatility.level()) {
            case LOW -> 1 - voices.volatility.rank();
            case NORMAL -> 1 - Math.abs(2 * voices.volatility.rank() - 1);
            case HIGH, EXTREME -> voices.volatility.rank();
          };
      case TREND -> {
        double strength = voices.trend.strength();
        yield voices.trend.trend().sign() == 0 ? 1 - strength : strength;
      }
      case LIQUIDITY -> {
        double score = Math.min(1, voices.liquidity.score());
        yield switch (voices.liquidity.level()) {
          case LIQUID -> score;
          case THIN, DRY -> 1 - score;
        };
      }
      case CHANGE -> voices.changed() >= 0.5 ? voices.changed() : 1 - voices.changed();
      case HMM -> voices.hmm == null ? 0 : voices.hmm.probability(voices.hmm.state());
      default -> throw new IllegalArgumentException("detector " + detector);
    };
  }

  private String reason(int detector) {
    Numbers figures = new Numbers();
    switch (detector) {
      case DRAWDOWN ->
          figures
              .add("fall", voices.drawdown.fall())
              .add("rebound", voices.drawdown.rebound())
              .add("rise", voices.drawdown.rise());
      case VOLATILITY ->
          figures.add("rank", voices.volatility.rank()).add("ratio", voices.volatility.ratio());
      case TREND -> figures.add("strength", voices.trend.strength()).add("adx", voices.trend.adx());
      case LIQUIDITY ->
          figures
              .add("score", voices.liquidity.score())
              .add("spreadFactor", voices.liquidity.spreadFactor())
              .add("depthFactor", voices.liquidity.depthFactor());
      case CHANGE -> figures.add("probability", voices.changed());
      case HMM -> {
        if (voices.hmm != null) {
          figures.add("probability", voices.hmm.probability(voices.hmm.state()));
        }
      }
      default -> throw new IllegalArgumentException("detector " + detector);
    }
    return figures.toString();
  }

  void forget() {
    for (IntervalLog log : logs) {
      log.forget();
    }
  }

  void write(StateWriter out) {
    for (IntervalLog log : logs) {
      log.write(out);
    }
  }

  void read(StateReader in) {
    for (IntervalLog log : logs) {
      log.read(in);
    }
  }
}
