package io.cryptoscalp.operators.regime.pattern;

import java.util.List;

/** Every pattern of the product. */
public final class SignalPatterns {
  private SignalPatterns() {}

  /** All of them, in the order of the documentation. */
  public static List<SignalPattern> all() {
    return List.of(
        new FlashCrash(),
        new FlashCrashRebound(),
        new LiquidationCascade(),
        new SqueezeBreakout(),
        new FailedBreakout(),
        new StopRun(),
        new ThinBook(),
        new FundingUnwind(),
        new VenueDislocation(),
        new Contagion(),
        new StressedOutage());
  }
}
