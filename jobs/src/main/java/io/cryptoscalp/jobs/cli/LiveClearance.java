package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.Clearance;
import java.util.Map;

/**
 * Hands a trading job that is to trade for real what the ledger of this machine says of its
 * strategies; refuses where that is not enough.
 */
final class LiveClearance {
  private LiveClearance() {}

  /**
   * Adds the clearance to a trading job's keys, where they ask for a gateway and bring none.
   *
   * @throws CliException with {@link ExitCodes#NOT_ACTIVATED} when a strategy may not trade for
   *     real
   */
  static void add(Settings settings, Map<String, String> keys) {
    if (!keys.getOrDefault("execution.mode", "").strip().equals("gateway")) {
      return;
    }
    TradingJobConfig config = TradingJobConfig.fromMap(keys);
    if (!config.liveClearance().isEmpty()) {
      return;
    }
    try {
      keys.put(
          TradingJobConfig.LIVE_CLEARANCE,
          Clearance.extract(config.strategies(), GatesCommand.ledger(settings).entries()));
    } catch (ModelException e) {
      throw refused(e);
    }
  }

  /** What a refusal tells the user. */
  static RuntimeException refused(ModelException e) {
    boolean held = e.code().equals("GATES_NOT_GREEN") || e.code().equals("STRATEGY_NOT_LIVE");
    return held
        ? new CliException(
            ExitCodes.NOT_ACTIVATED,
            e.getMessage()
                + "; gates check judges, gates override lets a gate pass with a reason, gates stage"
                + " STRATEGY live moves it.",
            e)
        : e;
  }
}
