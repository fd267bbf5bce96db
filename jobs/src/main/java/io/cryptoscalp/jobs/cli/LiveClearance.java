package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.trading.LiveGate;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.Clearance;
import java.util.Map;
import java.util.Set;

/**
 * Hands a trading job that is to trade for real what the ledger of this machine says of its
 * strategies; refuses where that is not enough.
 */
final class LiveClearance {
  private static final Set<String> HELD =
      Set.of("GATES_NOT_GREEN", "STRATEGY_NOT_LIVE", "CLEARANCE_PARAMETERS_DIFFER");

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
      String clearance =
          Clearance.extract(config.strategies(), GatesCommand.ledger(settings).entries());
      keys.put(TradingJobConfig.LIVE_CLEARANCE, clearance);
      LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys));
    } catch (ModelException e) {
      throw refused(e);
    }
  }

  /** What a refusal tells the user. */
  static RuntimeException refused(ModelException e) {
    boolean held = HELD.contains(e.code());
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
