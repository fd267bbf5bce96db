package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.PassPrices;
import io.cryptoscalp.models.promotion.Evidence;
import java.util.List;
import java.util.TreeMap;

/** The winner on the held-out data, as reports and gates read runs. */
public final class WinnerRecord {
  private static final String STRATEGY = "strategy.";

  private WinnerRecord() {}

  /**
   * Makes it.
   *
   * @param currency of the account
   */
  public static RunRecord of(
      StudySpec spec, TrialOutcome winner, HeldOut heldOut, String currency) {
    TreeMap<String, String> configuration = new TreeMap<>();
    spec.base()
        .forEach(
            (key, value) ->
                configuration.put(
                    key.startsWith(STRATEGY) ? Evidence.PARAMETER + key : key, value));
    winner.settings().forEach((key, value) -> configuration.put(Evidence.PARAMETER + key, value));
    configuration.put("study", spec.study());
    configuration.put("study.trial", Integer.toString(winner.number()));
    TrialRun run = heldOut.run();
    return new RunRecord(
        HeldOut.runId(spec),
        spec.strategy(),
        RunRecord.Kind.BACKTEST,
        configuration,
        spec.dataHash(),
        currency,
        spec.splitNs(),
        spec.toNs(),
        run.startEquity(),
        run.equity(),
        PassPrices.held(run.prices()),
        run.outcomes(),
        run.prices(),
        List.of());
  }
}
