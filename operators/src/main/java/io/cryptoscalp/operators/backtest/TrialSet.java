package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.Trial;
import java.io.Serializable;

/** The trials of a run, numbered from 0; trials are created on the workers, from plain values. */
public interface TrialSet extends Serializable {
  /** How many there are. */
  int size();

  /** Id of a trial in rows. */
  String id(int index);

  /** Its own settings, {@code key=value} by semicolons. */
  String parameters(int index);

  /** Distance of the moments at which equity and prices are told, receive time, ns. */
  long gridNs();

  /**
   * Creates a trial that has seen nothing.
   *
   * @param markets what trials at a simulated venue run on
   */
  Trial create(int index, TrialMarkets markets);
}
