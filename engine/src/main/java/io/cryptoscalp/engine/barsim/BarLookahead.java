package io.cryptoscalp.engine.barsim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Whether a strategy knows what it cannot know. Four probes, each on runs of its own:
 *
 * <ol>
 *   <li>Bars end at a cut: its decisions up to there must be those of the whole run.
 *   <li>Bars after a cut are turned over: the same.
 *   <li>All bars are turned over, rises into equal falls: one that decides the same, order by
 *       order, does not look at the bars it is shown, but at a clock or at data of its own.
 *   <li>The bar after each order that opens something: where the orders are on the right side of it
 *       more often than any luck allows, something outside the bars told them.
 * </ol>
 *
 * <p>The cut runs come first, the shortest before the others, so that what a strategy keeps in
 * static fields is never more than the run before the present one showed.
 */
public final class BarLookahead {
  /** Standard deviations above an even chance from which foresight is certain ... */
  public static final double CERTAIN = 6;

  /** ... and the share of entries it must have got right: many small edges are no foresight. */
  public static final double RIGHT = 0.75;

  private static final int CUTS = 4;
  private static final int ENOUGH = 5;

  private BarLookahead() {}

  /** What was found. */
  public enum Verdict {
    /** Nothing. */
    CLEAN,
    /** Decisions do not depend on the bars shown, and are no better than luck: a clock. */
    IGNORES_BARS,
    /** It knows bars that have not closed. */
    LOOKAHEAD
  }

  /**
   * The finding.
   *
   * @param verdict the worst of the probes
   * @param decisions orders and cancellations of the whole run
   * @param details one line a probe that found something
   * @param foresight share of the entries whose next bar went their way, 0 to 1; NaN with too few
   * @param deviations the same in standard deviations above an even chance
   */
  public record Finding(
      Verdict verdict, int decisions, List<String> details, double foresight, double deviations) {}

  /**
   * Probes a strategy.
   *
   * @param backtest bars and terms
   * @param strategy makes a new one for each run
   */
  public static Finding check(BarBacktest backtest, Supplier<BarStrategy> strategy) {
    long from = backtest.fromNs();
    long span = backtest.toNs() - from;
    long[] cuts = new long[CUTS];
    DecisionLog[] prefixes = new DecisionLog[CUTS];
    for (int i = 0; i < CUTS; i++) {
      cuts[i] = cut(backtest, from + span / (CUTS + 1) * (i + 1));
      prefixes[i] = log(backtest.until(cuts[i]), strategy);
    }
    DecisionLog turned = log(mirrored(backtest, Long.MIN_VALUE), strategy);
    DecisionLog whole = log(backtest, strategy);
    List<String> details = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      compare("bars that end at ", whole, prefixes[i], cuts[i], details);
      DecisionLog changed = log(mirrored(backtest, cuts[i]), strategy);
      compare("bars turned over from ", whole, changed, cuts[i], details);
    }
    int[] moved = moved(backtest, whole);
    double share = moved[0] < ENOUGH ? Double.NaN : (double) moved[1] / moved[0];
    double deviations = Double.isNaN(share) ? 0 : (2 * share - 1) * Math.sqrt(moved[0]);
    boolean foresees = share > RIGHT && deviations > CERTAIN;
    boolean ignores = whole.size() >= ENOUGH && sameSides(whole, turned);
    if (ignores) {
      details.add("decides the same when all bars are turned over: it does not look at them");
    }
    if (foresees) {
      details.add(
          String.format(
              Locale.ROOT,
              "the bar after an entry goes its way %.0f of 100 times, %.1f standard deviations above"
                  + " an even chance",
              100 * share,
              deviations));
    }
    boolean knows = foresees || details.size() > (ignores ? 1 : 0);
    Verdict verdict = knows ? Verdict.LOOKAHEAD : ignores ? Verdict.IGNORES_BARS : Verdict.CLEAN;
    return new Finding(verdict, whole.size(), List.copyOf(details), share, deviations);
  }

  /** The close of the last bar that ends at a time or before. */
  private static long cut(BarBacktest backtest, long timeNs) {
    BarSeries series = backtest.markets().get(0).series();
    int at = Math.max(1, series.indexAt(timeNs));
    return series.closeNs(Math.min(at, series.size()) - 1);
  }

  private static DecisionLog log(BarBacktest backtest, Supplier<BarStrategy> strategy) {
    DecisionLog log = new DecisionLog();
    backtest.run(strategy.get(), BarSpan.ALL, log);
    return log;
  }

  private static BarBacktest mirrored(BarBacktest backtest, long cutNs) {
    List<BarMarket> markets = new ArrayList<>();
    for (BarMarket market : backtest.markets()) {
      BarSeries finer = market.finer();
      BarSeries series = market.series();
      markets.add(
          market.withSeries(
              series.mirrored(series.closedBy(cutNs)),
              finer == null ? null : finer.mirrored(finer.closedBy(cutNs))));
    }
    return new BarBacktest(markets, backtest.terms());
  }

  private static void compare(
      String probe, DecisionLog whole, DecisionLog other, long cutNs, List<String> details) {
    int row = whole.firstDifference(other, cutNs);
    if (row >= 0) {
      details.add(
          probe
              + cutNs
              + " change decision "
              + row
              + " before it: "
              + whole.text(row)
              + " became "
              + other.text(row));
    }
  }

  private static boolean sameSides(DecisionLog whole, DecisionLog turned) {
    if (whole.size() != turned.size()) {
      return false;
    }
    for (int row = 0; row < whole.size(); row++) {
      boolean same =
          whole.timeNs(row) == turned.timeNs(row)
              && Math.signum(whole.quantity(row)) == Math.signum(turned.quantity(row));
      if (!same && !Double.isNaN(whole.quantity(row))) {
        return false;
      }
    }
    return true;
  }

  /** The sign test's numbers: entries whose next bar moved, and those of them that it favoured. */
  private static int[] moved(BarBacktest backtest, DecisionLog log) {
    int[] moved = new int[2];
    for (int row = 0; row < log.size(); row++) {
      double quantity = log.quantity(row);
      if (Double.isNaN(quantity) || log.reduces(row)) {
        continue;
      }
      BarSeries series = backtest.markets().get(log.instrument(row)).series();
      int next = series.indexAt(log.timeNs(row));
      if (next < series.size() && series.close[next] != series.open[next]) {
        moved[0]++;
        moved[1] += (series.close[next] > series.open[next]) == quantity > 0 ? 1 : 0;
      }
    }
    return moved;
  }
}
