package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.TradeOutcomes;
import io.cryptoscalp.models.promotion.Evidence;
import java.util.List;
import java.util.TreeMap;

/** The winner on the held-out data, as reports and gates read runs. */
public final class WinnerRecord {
  private static final String CURRENCY = "USDT";

  private WinnerRecord() {}

  /** Makes it. */
  public static RunRecord of(StudySpec spec, TrialOutcome winner, HeldOut heldOut) {
    TreeMap<String, String> configuration = new TreeMap<>(spec.base());
    winner.settings().forEach((key, value) -> configuration.put(Evidence.PARAMETER + key, value));
    configuration.put("study", spec.study());
    configuration.put("study.trial", Integer.toString(winner.number()));
    List<EquityPoint> points = heldOut.result().equity();
    return new RunRecord(
        HeldOut.runId(spec),
        spec.strategy(),
        RunRecord.Kind.BACKTEST,
        configuration,
        spec.dataHash(),
        CURRENCY,
        spec.splitNs(),
        spec.toNs(),
        heldOut.result().summary().startEquity(),
        new RunRecord.Curve(
            points.stream().mapToLong(EquityPoint::timeNs).toArray(),
            points.stream().mapToDouble(EquityPoint::equity).toArray()),
        null,
        TradeOutcomes.of(
            heldOut.result().trades(),
            InstrumentsFile.of(BacktestRequest.job(spec.base()).instrumentsFile()).get()),
        List.of(),
        List.of());
  }
}
