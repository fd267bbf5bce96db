package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.drawdown.DrawdownPhase;
import io.cryptoscalp.engine.regime.trend.TrendDirection;

/**
 * What the voices make of five questions that are asked in order, and the probabilities that
 * follow.
 *
 * <p>The answer to a question is a probability given that all before it were answered no, 0.5 at
 * the threshold of the detector that it belongs to. Probabilities are the products along the chain
 * (continuation ratios: Agresti 2013, "Categorical Data Analysis", section 8.4), so they sum to 1
 * whatever the answers. Two voices on one question are added as independent causes (noisy-or: Pearl
 * 1988, "Probabilistic Reasoning in Intelligent Systems", section 4.3) or, with the model's, as a
 * weighted mean (linear pool: Stone 1961, Annals of Mathematical Statistics 32).
 */
final class Evidence {
  /** An answer that begins a regime. */
  static final double ENTER = 0.5;

  private static final double MOST = 0.99;

  /** Shares of what liquidity says: of volatility, and of a crash that is on. */
  private static final double THIN_IS_VOLATILE = 0.3;

  private static final double THIN_IS_CRASH = 0.2;

  /** Share of what is told of another regime than CRASH: alone it does not begin one. */
  private static final double TOLD = 0.4;

  /** A trend is a guess of one in four before it can be told, volatility likewise. */
  private static final double UNKNOWN = 0.25;

  double crash;
  double recovery;
  double bullRun;
  double trending;
  double volatileMarket;
  double up;
  final double[] regimes = new double[Regime.values().length];
  final double[] types = new double[MarketType.values().length];

  Evidence() {
    regimes[Regime.NORMAL.code()] = 1;
    types[MarketType.RANGE_BOUND.code()] = 1;
  }

  /**
   * Asks all voices.
   *
   * @param directives what was told from elsewhere: for a crash it is enough until the price
   *     rebounds or a recovery is told, else one more cause
   * @param sudden whether a low has just been far below the threshold
   */
  void ask(Voices voices, Directives directives, RegimeScopes scopes, boolean sudden) {
    double told = directives.told(Regime.CRASH, scopes);
    DrawdownPhase phase = voices.drawdown.phase();
    double thin = thinness(voices);
    crash = crash(voices, phase, told, sudden, thin);
    recovery =
        phase == DrawdownPhase.REBOUNDING
            ? ENTER + (MOST - ENTER) * voices.drawdown.recoveryEvidence()
            : 0.02;
    bullRun =
        phase == DrawdownPhase.RISING
            ? Math.max(ENTER, Math.min(MOST, voices.drawdown.bullRunEvidence()))
            : Math.min(0.2, 0.2 * voices.drawdown.rise() / voices.drawdown.riseEnough());
    trending = trending(voices);
    volatileMarket = volatility(voices, thin);
    up = up(voices, phase);
    if (!directives.isEmpty()) {
      recovery = hear(recovery, directives.told(Regime.RECOVERY, scopes));
      bullRun = hear(bullRun, directives.told(Regime.BULL_RUN, scopes));
      trending = hear(trending, directives.told(Regime.TRENDING, scopes));
      volatileMarket = hear(volatileMarket, directives.told(Regime.VOLATILE, scopes));
    }
    chain();
  }

  private static double hear(double own, double told) {
    return Math.min(MOST, or(own, TOLD * told));
  }

  private static double crash(
      Voices voices, DrawdownPhase phase, double told, boolean sudden, double thin) {
    double own = voices.drawdown.crashEvidence();
    if (phase == DrawdownPhase.FALLING || sudden) {
      own = Math.min(MOST, or(Math.max(ENTER, own), THIN_IS_CRASH * thin));
    } else {
      own = 0.5 * own;
    }
    return told > 0 ? Math.min(MOST, Math.max(ENTER, or(own, told))) : own;
  }

  private static double trending(Voices voices) {
    double enter = voices.options().trend().enter();
    double own = UNKNOWN;
    if (voices.trend.warm()) {
      boolean directed = voices.trend.direction() != TrendDirection.NONE;
      own = directed ? ramp(voices.trend.strength(), enter) : 0;
    }
    HmmOpinion hmm = voices.hmm;
    return hmm == null ? own : own + hmm.weight() * (hmm.trending() - own);
  }

  private static double volatility(Voices voices, double thin) {
    double rank = voices.volatility.rank();
    double own =
        Double.isNaN(rank) ? UNKNOWN : ramp(rank, voices.options().volatility().highEnter());
    HmmOpinion hmm = voices.hmm;
    double pooled = hmm == null ? own : own + hmm.weight() * (hmm.wild() - own);
    return Math.min(MOST, or(pooled, THIN_IS_VOLATILE * thin));
  }

  /** Half as liquid as usual is 0.5, a quarter is 1. */
  private static double thinness(Voices voices) {
    double score = voices.liquidity.score();
    return Double.isNaN(score) || score >= 1
        ? 0
        : Math.min(1, 0.5 * StrictMath.log(score) / StrictMath.log(0.5));
  }

  /** 0 at nothing, 0.5 at the threshold, 1 at 1. */
  private static double ramp(double value, double threshold) {
    double at =
        value <= threshold || threshold >= 1
            ? 0.5 * value / threshold
            : 0.5 + 0.5 * (value - threshold) / (1 - threshold);
    return Math.max(0, Math.min(MOST, at));
  }

  private static double or(double one, double other) {
    return 1 - (1 - one) * (1 - other);
  }

  private static double up(Voices voices, DrawdownPhase phase) {
    return switch (phase) {
      case FALLING -> 0.02;
      case REBOUNDING, RISING -> 0.98;
      case CALM -> 0.5 + 0.48 * voices.trend.direction().sign();
    };
  }

  private void chain() {
    double rest = 1;
    rest -= take(Regime.CRASH, rest * crash);
    rest -= take(Regime.RECOVERY, rest * recovery);
    rest -= take(Regime.BULL_RUN, rest * bullRun);
    rest -= take(Regime.TRENDING, rest * trending);
    rest -= take(Regime.VOLATILE, rest * volatileMarket);
    take(Regime.NORMAL, rest);
    double wild = or(crash, volatileMarket);
    double drifts = or(or(bullRun, trending), recovery);
    types[MarketType.HIGH_VOLATILITY.code()] = wild;
    types[MarketType.BULL_TRENDING.code()] = (1 - wild) * drifts * up;
    types[MarketType.BEAR_TRENDING.code()] = (1 - wild) * drifts * (1 - up);
    types[MarketType.RANGE_BOUND.code()] = (1 - wild) * (1 - drifts);
  }

  private double take(Regime regime, double part) {
    regimes[regime.code()] = part;
    return part;
  }

  /** The regime that the answers name, given the one that is. */
  Regime conclusion(Regime now, double exit) {
    if (crash >= (now == Regime.CRASH ? exit : ENTER)) {
      return Regime.CRASH;
    }
    if (recovery >= ENTER) {
      return Regime.RECOVERY;
    }
    if (bullRun >= ENTER) {
      return Regime.BULL_RUN;
    }
    if (trending >= (now == Regime.TRENDING ? exit : ENTER)) {
      return Regime.TRENDING;
    }
    return volatileMarket >= (now == Regime.VOLATILE ? exit : ENTER)
        ? Regime.VOLATILE
        : Regime.NORMAL;
  }

  /** The most likely type, the present one where it is nearly as likely. */
  MarketType type(MarketType now, double margin) {
    int best = now.code();
    for (int i = 0; i < types.length; i++) {
      double most = types[best] + (best == now.code() ? margin : 0);
      if (types[i] > most) {
        best = i;
      }
    }
    return MarketType.ofCode(best);
  }

  /** Pressure on the market, 0 to 1: that of a crash or of volatility. */
  double stress() {
    return or(crash, 0.5 * volatileMarket);
  }
}
