package io.cryptoscalp.jobs.backtest;

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
   * Reads results.
   *
   * @return one for each trial, in their order
   * @throws BacktestException {@code BACKTEST_RESULT_MISSING} when a trial has none
   */
  List<TrialResult> read(List<TrialSpec> trials, RowPartFiles files) throws IOException {
    Map<String, Found> byTrial = new HashMap<>();
    trials.forEach(trial -> byTrial.put(trial.id(), new Found()));
    files.read(
        ResultTable.BACKTEST_TRIALS,
        line -> {
          JsonNode row = JSON.readTree(line);
          of(byTrial, row).summary = summary(row);
        });
    files.read(
        ResultTable.BACKTEST_TRADES,
        line -> {
          JsonNode row = JSON.readTree(line);
          of(byTrial, row).trades.add(trade(row));
        });
    files.read(
        ResultTable.BACKTEST_EQUITY,
        line -> {
          JsonNode row = JSON.readTree(line);
          of(byTrial, row).equity.add(point(row));
        });
    List<TrialResult> results = new ArrayList<>();
    for (TrialSpec trial : trials) {
      Found found = of(byTrial, trial.id());
      if (found.summary.startEquity() == 0) {
        throw new BacktestException("BACKTEST_RESULT_MISSING: trial=" + trial.id());
      }
      results.add(new TrialResult(trial, found.summary, found.trades, found.equity));
    }
    return results;
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
        Long.parseUnsignedLong(row.path("digest").asText("0"), 16));
  }

  private static EquityPoint point(JsonNode row) {
    return new EquityPoint(
        row.path("time_ns").asLong(),
        row.path("equity").asDouble(),
        row.path("gross_notional").asDouble(),
        row.path("net_notional").asDouble(),
        row.path("open_positions").asInt());
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
