package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.changepoint.ChangePointOptions;
import io.cryptoscalp.engine.regime.drawdown.DrawdownOptions;
import io.cryptoscalp.engine.regime.liquidity.LiquidityOptions;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.trend.TrendOptions;
import io.cryptoscalp.engine.regime.volatility.VolatilityOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RegimeTracker} looks at, on which time scale, and how slow it is to follow. Times
 * in ns of event time.
 *
 * @param barNs length of the bars that come in; falls, rises and liquidity are judged at each
 * @param slowNs length of the bars of volatility, trend and change points, built from those; a
 *     multiple of {@code barNs}
 * @param drawdown falls, rebounds and rises
 * @param deepFall fall of a bar's low from the peak that is a crash though the bar closed above the
 *     threshold, at least that threshold
 * @param volatility on slow bars
 * @param trend on slow bars
 * @param liquidity on bars
 * @param changePoint on slow bars; null leaves change points out
 * @param hmm fitted models, of intervals that are multiples of {@code barNs}; null for none
 * @param exit evidence below which a TRENDING or VOLATILE market is no longer, above 0 and below
 *     the 0.5 that begins it
 * @param confirmNs how long another regime than CRASH must be the conclusion before it is entered
 * @param dwellNs shortest stay in a regime before another than CRASH may follow
 * @param changedDwellNs shortest stay when the returns have just changed, at most {@code dwellNs}
 * @param mostChanges changes of regime within {@code changesNs}, at least 3; all but those to CRASH
 *     wait before there would be more
 * @param changesNs that time; 0 for as many changes as there are
 */
public record ConsensusOptions(
    long barNs,
    long slowNs,
    DrawdownOptions drawdown,
    double deepFall,
    VolatilityOptions volatility,
    TrendOptions trend,
    LiquidityOptions liquidity,
    @Nullable ChangePointOptions changePoint,
    @Nullable HmmVoice hmm,
    double exit,
    long confirmNs,
    long dwellNs,
    long changedDwellNs,
    int mostChanges,
    long changesNs) {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code REGIME_OPTION_INVALID}
   */
  public ConsensusOptions {
    check(barNs > 0, "barNs", barNs);
    check(slowNs >= barNs && slowNs % barNs == 0, "slowNs", slowNs);
    check(deepFall >= drawdown.fallEnter() && deepFall < 1, "deepFall", deepFall);
    check(exit > 0 && exit < 0.5, "exit", exit);
    check(confirmNs >= 0, "confirmNs", confirmNs);
    check(dwellNs >= 0, "dwellNs", dwellNs);
    check(changedDwellNs >= 0 && changedDwellNs <= dwellNs, "changedDwellNs", changedDwellNs);
    check(mostChanges >= 3 && mostChanges < 1000, "mostChanges", mostChanges);
    check(changesNs >= 0, "changesNs", changesNs);
    if (hmm != null) {
      for (MarkovModel model : hmm.models().values()) {
        long intervalNs = model.spec().intervalNs();
        check(intervalNs % barNs == 0, "hmm", intervalNs);
      }
    }
  }

  /** For bars of a second as they come live; volatility, trend and change points on minutes. */
  public static ConsensusOptions secondBars() {
    return new ConsensusOptions(
        SECOND,
        MINUTE,
        DrawdownOptions.standard(),
        0.06,
        minuteVolatility(),
        TrendOptions.minuteBars(),
        new LiquidityOptions(300, 10, 60, 360, 0.5, 0.65, 0.25, 0.4),
        ChangePointOptions.standard(),
        null,
        0.3,
        10 * MINUTE,
        90 * MINUTE,
        20 * MINUTE,
        5,
        DAY);
  }

  /** For a history of candles of a minute. */
  public static ConsensusOptions minuteBars() {
    return new ConsensusOptions(
        MINUTE,
        MINUTE,
        DrawdownOptions.standard(),
        0.06,
        minuteVolatility(),
        TrendOptions.minuteBars(),
        new LiquidityOptions(60, 5, 10, 360, 0.5, 0.65, 0.25, 0.4),
        ChangePointOptions.standard(),
        null,
        0.3,
        10 * MINUTE,
        90 * MINUTE,
        20 * MINUTE,
        5,
        DAY);
  }

  /** For a history of candles of five minutes. */
  public static ConsensusOptions fiveMinuteBars() {
    return minuteBars().on(5 * MINUTE, DrawdownOptions.standard());
  }

  /**
   * For a history of candles of an hour. Falls within an hour are not to be seen in them: a crash
   * is 6 % within six.
   */
  public static ConsensusOptions hourBars() {
    DrawdownOptions hours =
        new DrawdownOptions(
            6 * HOUR,
            0.06,
            0.08,
            0.008,
            0.012,
            2.5,
            0.12,
            48 * HOUR,
            0.4,
            0.9,
            7 * 24 * HOUR,
            48 * HOUR,
            0.12,
            6 * HOUR,
            0.1,
            0.4);
    return minuteBars().on(HOUR, hours);
  }

  /**
   * Those of the four that fit bars of a length best.
   *
   * @param length of the bars, ns
   */
  public static ConsensusOptions of(long length) {
    if (length < MINUTE) {
      return secondBars();
    }
    if (length < 5 * MINUTE) {
      return minuteBars();
    }
    return length < HOUR ? fiveMinuteBars() : hourBars();
  }

  private static VolatilityOptions minuteVolatility() {
    VolatilityOptions minutes = VolatilityOptions.minuteBars();
    return new VolatilityOptions(
        120,
        15,
        960,
        minutes.ewmaDecay(),
        null,
        minutes.lowEnter(),
        minutes.lowExit(),
        minutes.highEnter(),
        minutes.highExit(),
        minutes.extremeEnter(),
        minutes.extremeExit());
  }

  private ConsensusOptions on(long length, DrawdownOptions falls) {
    long factor = length / barNs;
    VolatilityOptions v = volatility;
    int window = (int) Math.max(24, v.window() / factor);
    int every = (int) Math.max(1, v.sampleEvery() / factor);
    VolatilityOptions scaled =
        new VolatilityOptions(
            window,
            every,
            v.past(),
            v.ewmaDecay(),
            v.garch(),
            v.lowEnter(),
            v.lowExit(),
            v.highEnter(),
            v.highExit(),
            v.extremeEnter(),
            v.extremeExit());
    TrendOptions slower =
        new TrendOptions(
            factor > 5 ? 64 : 128, 1, trend.adxLength(), trend.ratioSteps(), trend.enter(), 0.2);
    return new ConsensusOptions(
        length,
        length,
        falls,
        2 * falls.fallEnter(),
        scaled,
        slower,
        liquidity,
        changePoint,
        hmm,
        exit,
        Math.max(confirmNs, length),
        Math.max(dwellNs, 4 * length),
        Math.max(changedDwellNs, 2 * length),
        mostChanges,
        changesNs);
  }

  /** The same with a fitted model's voice, or none. */
  public ConsensusOptions withHmm(@Nullable HmmVoice voice) {
    return new ConsensusOptions(
        barNs,
        slowNs,
        drawdown,
        deepFall,
        volatility,
        trend,
        liquidity,
        changePoint,
        voice,
        exit,
        confirmNs,
        dwellNs,
        changedDwellNs,
        mostChanges,
        changesNs);
  }

  /**
   * The same, slower or faster to follow; the stay after a change point is at most the usual one,
   * and a faster one may change so much more often.
   *
   * @param confirm how long another regime than CRASH must be the conclusion, ns
   * @param dwell shortest stay in a regime, ns
   */
  public ConsensusOptions withPace(long confirm, long dwell) {
    return new ConsensusOptions(
        barNs,
        slowNs,
        drawdown,
        deepFall,
        volatility,
        trend,
        liquidity,
        changePoint,
        hmm,
        exit,
        confirm,
        dwell,
        Math.min(changedDwellNs, dwell),
        mostChanges,
        (long) (changesNs * Math.min(1, (double) dwell / dwellNs)));
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "REGIME_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
