package io.cryptoscalp.models.family.chart;

import java.util.Locale;

/** The classes: none, and the ten patterns; the order is that of the network's answers. */
public enum ChartPattern {
  /** No pattern. */
  NONE(0),
  /** Head and shoulders. */
  HEAD_SHOULDERS(1),
  /** Head and shoulders at a bottom. */
  HEAD_SHOULDERS_INVERSE(2),
  /** Double top. */
  DOUBLE_TOP(3),
  /** Double bottom. */
  DOUBLE_BOTTOM(4),
  /** Ascending triangle. */
  TRIANGLE_ASCENDING(5),
  /** Descending triangle. */
  TRIANGLE_DESCENDING(6),
  /** Symmetric triangle. */
  TRIANGLE_SYMMETRIC(7),
  /** Bull flag. */
  FLAG_BULL(8),
  /** Bear flag. */
  FLAG_BEAR(9),
  /** Cup with handle. */
  CUP_HANDLE(10);

  private final int index;

  ChartPattern(int index) {
    this.index = index;
  }

  /** Position among the network's answers, from 0. */
  public int index() {
    return index;
  }

  /** Id of the engine's detector on bars of one minute, pivots of three bars a side. */
  String feature() {
    return "chart_" + name().toLowerCase(Locale.ROOT) + "_3_1m";
  }
}
