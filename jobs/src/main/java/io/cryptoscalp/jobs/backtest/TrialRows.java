package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads results of trials back from rows of the tables that hold them. */
final class TrialRows {
  /** Tables that a result is read from. */
  static final Set<ResultTable> TABLES =
      EnumSet.of(
          ResultTable.BACKTEST_TRIALS, ResultTable.BACKTEST_TRADES, ResultTable.BACKTEST_EQUITY);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstrumentCatalogue catalogue;

  TrialRows(InstrumentCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is known of a trial so far. */
  private static final class Found {
    private final List<ClosedTrade> trades = new ArrayList<>();
    private final List<EquityPoint> equity = new ArrayList<>();
    private TrialSummary summary = TrialSummary.NONE;
  }

  /**
   * Reads results, what each subtask has written on a thread of its own.
   *
   * @return one for each trial, in their order
   * @throws BacktestException {@code BACKTEST_RESULT_MISSING} when a trial has none
   */
  List<TrialResult> read(List<TrialSpec> trials, RowPartFiles files) throws IOException {
    Map<String, Found> byTrial = new HashMap<>();
    trials.forEach(trial -> byTrial.put(trial.id(), new Found()));
    try {
      files.subtasks().parallelStream().forEach(subtask -> read(byTrial, files, subtask));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<TrialResult> results = new ArrayList<>();
    for (TrialSpec trial : trials) {
      Found found = of(byTrial, trial.id());
      if (found.summary.startEquity() == 0) {
        throw new BacktestException(
            "BACKTEST_RESULT_MISSING: trial="
                + trial.id()
                + " cause=no frame of the instruments and the span was read");
      }
      results.add(new TrialResult(trial, found.summary, found.trades, found.equity));
    }
    return results;
  }

  private void read(Map<String, Found> byTrial, RowPartFiles files, int subtask) {
    try {
      files.read(
          ResultTable.BACKTEST_TRIALS,
          subtask,
          line -> {
            JsonNode row = JSON.readTree(line);
            of(byTrial, row).summary = summary(row);
          });
      files.read(
          ResultTable.BACKTEST_TRADES,
          subtask,
          line -> {
            JsonNode row = JSON.readTree(line);
            of(byTrial, row).trades.add(trade(row));
          });
      files.read(ResultTable.BACKTEST_EQUITY, subtask, line -> addPoint(byTrial, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Found of(Map<String, Found> byTrial, JsonNode row) {
    return of(byTrial, row.path("trial").asText());
  }

  private static Found of(Map<String, Found> byTrial, String trial) {
    Found found = byTrial.get(trial);
    if (found == null) {
      throw new BacktestException("BACKTEST_ROW_UNKNOWN: trial=" + trial);
    }
    return found;
  }

  private static TrialSummary summary(JsonNode row) {
    return new TrialSummary(
        row.path("ticks").asLong(),
        row.path("snapshots").asLong(),
        row.path("intents").asLong(),
        row.path("accepted").asLong(),
        row.path("orders").asLong(),
        row.path("fills").asLong(),
        row.path("trades").asLong(),
        row.path("turnover").asDouble(),
        row.path("fees").asDouble(),
        row.path("funding").asDouble(),
        row.path("start_equity").asDouble(),
        row.path("equity").asDouble(),
        row.path("max_drawdown").asDouble(),
        row.path("first_time_ns").asLong(),
        row.path("last_time_ns").asLong(),
        row.path("liquidations").asLong(),
        Long.parseUnsignedLong(row.path("digest").asText("0"), 16));
  }

  /** Points are nine of ten rows: they are read field by field. */
  private static void addPoint(Map<String, Found> byTrial, String line) throws IOException {
    String trial = "";
    long timeNs = 0;
    double equity = 0;
    double gross = 0;
    double net = 0;
    int open = 0;
    try (JsonParser row = JSON.createParser(line)) {
      row.nextToken();
      for (String field = row.nextFieldName(); field != null; field = row.nextFieldName()) {
        row.nextToken();
        switch (field) {
          case "trial" -> trial = row.getText();
          case "time_ns" -> timeNs = row.getValueAsLong();
          case "equity" -> equity = row.getValueAsDouble();
          case "gross_notional" -> gross = row.getValueAsDouble();
          case "net_notional" -> net = row.getValueAsDouble();
          case "open_positions" -> open = row.getValueAsInt();
          default -> row.skipChildren();
        }
      }
    }
    of(byTrial, trial).equity.add(new EquityPoint(timeNs, equity, gross, net, open));
  }

  private ClosedTrade trade(JsonNode row) {
    Instrument instrument = catalogue.find(row.path("instrument").asText());
    if (instrument == null) {
      throw new BacktestException(
          "INSTRUMENT_UNKNOWN: id=" + row.path("instrument").asText() + " table=backtest_trades");
    }
    return new ClosedTrade(
        row.path("trade_id").asText(),
        row.path("strategy").asText(),
        instrument.id(),
        Side.valueOf(row.path("side").asText()),
        instrument.scaleQuantity(row.path("quantity").asDouble()),
        row.path("entry_time_ns").asLong(),
        row.path("exit_time_ns").asLong(),
        row.path("entry_price").asDouble(),
        row.path("exit_price").asDouble(),
        row.path("gross_pnl").asDouble(),
        row.path("fees").asDouble(),
        row.path("funding").asDouble(),
        row.path("adverse").asDouble(),
        row.path("favourable").asDouble(),
        row.path("fills").asInt(),
        row.path("maker_share").asDouble(),
        row.path("intent_id").asText(),
        row.path("probability_up").asDouble(),
        row.path("confidence").asDouble(),
        row.path("model_version").asText(),
        row.path("regime").asText(),
        row.path("entry_reason").asText(),
        row.path("exit_reason").asText(),
        row.path("closed").asBoolean());
  }
}
