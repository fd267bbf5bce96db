package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.backtest.Foresight;
import io.cryptoscalp.engine.backtest.Foresight.Hits;
import io.cryptoscalp.engine.backtest.Foresight.Horizon;
import io.cryptoscalp.engine.backtest.Foresight.Verdict;
import io.cryptoscalp.jobs.backtest.TurnedOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the turned-over market tells about a strategy, for people and machines. */
final class ForesightView {
  private static final double SECOND = 1e9;

  private final TurnedOver turned;

  ForesightView(TurnedOver turned) {
    this.turned = turned;
  }

  boolean foresees() {
    return turned.foresight().isPresent();
  }

  /** The findings, and a table of the horizons. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Horizon horizon : turned.horizons()) {
      if (horizon.recorded().entries() > 0) {
        rows.add(row(horizon));
      }
    }
    if (!rows.isEmpty()) {
      lines.addAll(
          Tables.lines(
              List.of(
                  "after", "entries", "right", "by chance", "turned", "right", "by chance", "sd"),
              List.of(true, true, true, true, true, true, true, true),
              rows));
    }
    if (turned.ignoresMarket()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Decides the same on the turned-over market (%.0f of 100 times, %.0f of 100 entries on"
                  + " the same side): it goes by a clock or by data of its own.",
              100 * turned.same(),
              100 * turned.sameSide()));
    }
    Optional<Horizon> surest = turned.foresight();
    surest.ifPresent(horizon -> lines.add(sentence(horizon)));
    return lines;
  }

  private static List<String> row(Horizon horizon) {
    List<String> row = new ArrayList<>();
    row.add(String.format(Locale.ROOT, "%.0f s", horizon.horizonNs() / SECOND));
    for (Hits hits : List.of(horizon.recorded(), horizon.turned())) {
      row.add(Integer.toString(hits.entries()));
      row.add(String.format(Locale.ROOT, "%.0f %%", 100 * hits.right()));
      row.add(String.format(Locale.ROOT, "%.0f %%", 100 * hits.expected()));
    }
    row.add(String.format(Locale.ROOT, "%.1f", horizon.deviations()));
    return row;
  }

  private static String sentence(Horizon horizon) {
    Hits recorded = horizon.recorded();
    Hits other = horizon.turned();
    double seconds = horizon.horizonNs() / SECOND;
    return horizon.verdict() == Verdict.CONTRAST
        ? String.format(
            Locale.ROOT,
            "%.0f s after an entry the price has gone its way %.0f of 100 times, and %.0f of 100"
                + " times where the market is turned over: %.1f standard deviations apart.",
            seconds,
            100 * recorded.right(),
            100 * other.right(),
            horizon.deviations())
        : String.format(
            Locale.ROOT,
            "%.0f s after an entry the price has gone its way %.0f of 100 times, %.1f standard"
                + " deviations above chance, and it hardly trades where the market is turned over.",
            seconds,
            100 * recorded.right(),
            horizon.deviations());
  }

  /** How much the entries could show. */
  String power() {
    int most = 0;
    for (Horizon horizon : turned.horizons()) {
      most = Math.max(most, horizon.recorded().entries());
    }
    return most < Foresight.ENOUGH
        ? "too few entries to tell what it knows of the recording as such (" + most + ")"
        : "entries are right as skill can be";
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("foresees", foresees())
            .put("ignoresMarket", turned.ignoresMarket())
            .put("entries", turned.entries())
            .put("turnedEntries", turned.turnedEntries())
            .put("sameMoments", turned.same())
            .put("sameSides", turned.sameSide());
    var horizons = json.putArray("horizons");
    for (Horizon horizon : turned.horizons()) {
      horizons
          .addObject()
          .put("seconds", horizon.horizonNs() / SECOND)
          .put("entries", horizon.recorded().entries())
          .put("right", horizon.recorded().right())
          .put("expected", horizon.recorded().expected())
          .put("turnedEntries", horizon.turned().entries())
          .put("turnedRight", horizon.turned().right())
          .put("turnedExpected", horizon.turned().expected())
          .put("deviations", horizon.deviations())
          .put("verdict", horizon.verdict().name());
    }
    return json;
  }
}
