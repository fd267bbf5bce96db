package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A dataset's card as a page of Markdown. */
final class DatasetCardPage {
  private static final long SECOND_NS = 1_000_000_000L;

  private DatasetCardPage() {}

  static String of(DatasetCard card) {
    StringBuilder page = new StringBuilder(2048);
    page.append("# Dataset ").append(card.hash(), 0, 12).append("\n\n");
    page.append("SHA-256 `").append(card.hash()).append("`\n\n");
    line(page, "rows read", String.format(Locale.ROOT, "%,d", card.rows()));
    line(page, "examples", String.format(Locale.ROOT, "%,d", card.examples()));
    line(page, "up", share(card.up(), card.examples()));
    line(page, "features", card.features().size() + " of set " + card.featureSet());
    line(page, "sequence", card.steps() + " steps");
    line(page, "mean uniqueness", String.format(Locale.ROOT, "%.4f", card.meanUniqueness()));
    line(page, "regime probabilities", card.regimes() ? "yes" : "no");
    neighbours(page, card);
    label(page, card.options());
    page.append("\n| instrument | rows | examples | up | from | to |\n");
    page.append("| --- | ---: | ---: | ---: | --- | --- |\n");
    for (DatasetCard.Span span : card.instruments()) {
      page.append("| ").append(span.instrument()).append(" | ").append(span.rows());
      page.append(" | ").append(span.examples()).append(" | ");
      page.append(share(span.up(), span.examples())).append(" | ").append(time(span.fromNs()));
      page.append(" | ").append(time(span.toNs())).append(" |\n");
    }
    counts(page, "How positions ended", card.endings());
    counts(page, "Rows that are no examples", card.dropped());
    counts(page, "Features left out, share of valid rows", card.featuresLeftOut());
    page.append("\n## Features\n\n").append(String.join(", ", card.features())).append('\n');
    return page.toString();
  }

  private static void neighbours(StringBuilder page, DatasetCard card) {
    NeighbourOptions found = card.options().neighbours();
    if (found == null) {
      line(page, "neighbours", "none looked for");
      return;
    }
    line(
        page,
        "neighbours",
        String.format(
            Locale.ROOT,
            "%.2f of %d on the mean, by %d returns of %s with up to %d steps of lead",
            card.meanNeighbours(),
            found.count(),
            found.window(),
            length(found.stepNs()),
            found.lags()));
  }

  private static void label(StringBuilder page, DatasetOptions options) {
    LabelRule rule = options.label();
    String method = rule.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
    line(page, "label", method + ", horizon " + length(rule.horizonNs()));
    if (rule.method() != LabelRule.Method.FIXED_HORIZON) {
      line(
          page,
          "barriers",
          String.format(
              Locale.ROOT,
              "profit %.2f, stop %.2f standard deviations, at least %.1f bps",
              rule.profitMultiple(),
              rule.stopMultiple(),
              rule.costs().roundTrip() * 1e4));
    }
    if (rule.method() == LabelRule.Method.META) {
      PrimaryRule primary = rule.primary();
      String source =
          primary.kind() == PrimaryRule.Kind.MOMENTUM
              ? length(primary.lookbackNs())
              : primary.feature();
      line(page, "side", primary.kind().name().toLowerCase(Locale.ROOT) + " " + source);
    }
    String age =
        options.recencyHalfLifeNs() == 0
            ? "no recency"
            : "half-life " + length(options.recencyHalfLifeNs());
    line(page, "weights", (options.uniqueness() ? "uniqueness" : "equal") + ", " + age);
  }

  private static void counts(
      StringBuilder page, String title, Map<String, ? extends Number> counts) {
    if (counts.isEmpty()) {
      return;
    }
    page.append("\n## ").append(title).append("\n\n");
    counts.forEach((name, count) -> line(page, name, number(count)));
  }

  private static String number(Number count) {
    return count instanceof Double
        ? String.format(Locale.ROOT, "%.4f", count.doubleValue())
        : String.format(Locale.ROOT, "%,d", count.longValue());
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append("- ").append(name).append(": ").append(value).append('\n');
  }

  private static String share(int part, int of) {
    return String.format(Locale.ROOT, "%,d (%.2f %%)", part, of == 0 ? 0 : 100.0 * part / of);
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(ns / SECOND_NS, ns % SECOND_NS).toString();
  }

  private static String length(long ns) {
    return Duration.ofNanos(ns).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
