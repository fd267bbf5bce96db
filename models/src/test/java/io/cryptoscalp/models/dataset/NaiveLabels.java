package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.dataset.LabelRule.Method;
import java.util.List;
import java.util.Optional;

/** The definitions of labels, word by word and without any regard to speed. */
final class NaiveLabels {
  private NaiveLabels() {}

  /** The estimate at a row from all pairs of neighbours before it. */
  static double deviation(
      List<FeatureRow> rows, int at, long halfLifeNs, long horizonNs, long maxGapNs) {
    if (rows.get(at).mid() <= 0) {
      return Double.NaN;
    }
    List<FeatureRow> priced =
        rows.subList(0, at + 1).stream().filter(row -> row.mid() > 0).toList();
    double squares = 0;
    double spans = 0;
    long seen = 0;
    long now = rows.get(at).eventTimeNs();
    long dark = 0; // time in gaps does not age what was seen before
    for (int i = priced.size() - 1; i > 0; i--) {
      FeatureRow a = priced.get(i - 1);
      FeatureRow b = priced.get(i);
      long span = b.eventTimeNs() - a.eventTimeNs();
      if (span > maxGapNs) {
        dark += span;
        continue;
      }
      double weight = Math.pow(0.5, (double) (now - dark - b.eventTimeNs()) / halfLifeNs);
      squares += weight * Math.pow(Math.log(b.mid() / a.mid()), 2);
      spans += weight * span;
      seen += span;
    }
    return seen < halfLifeNs ? Double.NaN : Math.sqrt(squares / spans * horizonNs);
  }

  static Label label(List<FeatureRow> rows, int at, int side, LabelRule rule, long maxGapNs) {
    FeatureRow entry = rows.get(at);
    long deadline = entry.eventTimeNs() + rule.horizonNs();
    boolean barriers = rule.method() != Method.FIXED_HORIZON;
    double deviation = deviation(rows, at, rule.volatilityHalfLifeNs(), rule.horizonNs(), maxGapNs);
    if (barriers && Double.isNaN(deviation)) {
      return Label.none(DropReason.VOLATILITY_UNKNOWN);
    }
    double cost = rule.costs().roundTrip();
    double profit = barriers ? Math.max(cost, rule.profitMultiple() * deviation) : 1e9;
    double stop = barriers ? Math.max(cost, rule.stopMultiple() * deviation) : 1e9;
    List<FeatureRow> later =
        rows.subList(at + 1, rows.size()).stream().filter(row -> row.mid() > 0).toList();
    // gains of the position at its best and worst in each span
    Optional<FeatureRow> hit =
        later.stream()
            .filter(row -> row.eventTimeNs() <= deadline)
            .filter(row -> best(row, entry, side) >= profit || worst(row, entry, side) <= -stop)
            .findFirst();
    long until = hit.map(FeatureRow::eventTimeNs).orElse(deadline);
    FeatureRow last = entry;
    for (FeatureRow row : later) {
      if (last.eventTimeNs() < until && row.eventTimeNs() - last.eventTimeNs() > maxGapNs) {
        return Label.none(DropReason.PATH_GAP);
      }
      if (row.eventTimeNs() > until) {
        break;
      }
      last = row;
    }
    if (hit.isPresent()) {
      return touched(hit.get(), entry, side, profit, stop);
    }
    if (rows.get(rows.size() - 1).eventTimeNs() < deadline
        || later.isEmpty()
        || later.get(later.size() - 1).eventTimeNs() < deadline) {
      return Label.none(DropReason.HISTORY_ENDS);
    }
    if (rule.dropTimeouts() && barriers) {
      return Label.none(DropReason.TIMEOUT);
    }
    double result = side * (last.mid() / entry.mid() - 1);
    if (rule.method() != Method.META && result == 0) {
      return Label.none(DropReason.FLAT);
    }
    boolean up = rule.method() == Method.META ? result > cost : result > 0;
    return new Label(null, Label.Ending.HORIZON, up, result, deadline);
  }

  private static Label touched(
      FeatureRow hit, FeatureRow entry, int side, double profit, double stop) {
    boolean won = best(hit, entry, side) >= profit;
    boolean lost = worst(hit, entry, side) <= -stop;
    double result =
        lost ? Math.min(-stop, best(hit, entry, side)) : Math.max(profit, worst(hit, entry, side));
    Label.Ending ending =
        lost ? (won ? Label.Ending.BOTH : Label.Ending.STOP) : Label.Ending.PROFIT;
    return new Label(null, ending, !lost, result, hit.eventTimeNs());
  }

  private static double best(FeatureRow row, FeatureRow entry, int side) {
    return side * ((side > 0 ? row.high() : row.low()) / entry.mid() - 1);
  }

  private static double worst(FeatureRow row, FeatureRow entry, int side) {
    return side * ((side > 0 ? row.low() : row.high()) / entry.mid() - 1);
  }
}
