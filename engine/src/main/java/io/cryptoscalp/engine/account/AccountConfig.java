package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.risk.RiskLimits;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of an account.
 *
 * @param account account id
 * @param startingEquity equity at the start, account currency (USD-like), positive
 * @param limits risk limits
 * @param paper options of paper execution; null when a gateway executes
 */
public record AccountConfig(
    String account, double startingEquity, RiskLimits limits, @Nullable PaperOptions paper) {
  /** Checks the equity. */
  public AccountConfig {
    if (!(startingEquity > 0)) {
      throw new IllegalArgumentException("OPTION_INVALID: startingEquity=" + startingEquity);
    }
  }
}
