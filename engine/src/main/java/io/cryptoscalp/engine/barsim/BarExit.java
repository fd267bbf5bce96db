package io.cryptoscalp.engine.barsim;

/** Which order closed a trade. */
public enum BarExit {
  /** A market order of the strategy. */
  SIGNAL("signal"),
  /** A limit order of the strategy. */
  LIMIT("limit"),
  /** A stop or stop-limit order. */
  STOP("stop"),
  /** The take-profit of a bracket. */
  TARGET("target"),
  /** A trailing stop. */
  TRAILING_STOP("trailing stop"),
  /** The venue, for want of margin. */
  LIQUIDATION("liquidation"),
  /** The end of the run. */
  END("end of run");

  private final String title;

  BarExit(String title) {
    this.title = title;
  }

  /** In words. */
  public String title() {
    return title;
  }
}
