package io.cryptoscalp.operators.regime;

/** Topics between the trading job and the regime job. */
public final class RegimeTopics {
  /** Measures of instruments, {@link MeasureCodec}; written by the trading job. */
  public static final String MEASURES = "market.measures";

  /** Directives, {@link RegimeDirectiveJson}; written by the regime job. */
  public static final String REGIMES = "market.regimes";

  /** Changes of thresholds, {@link ThresholdJson}; written by an operator of the system. */
  public static final String PARAMETERS = "regime.parameters";

  private RegimeTopics() {}
}
