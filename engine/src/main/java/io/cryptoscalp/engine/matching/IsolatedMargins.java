package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What is set aside for the isolated positions of an account. A fill that opens adds its notional
 * by the leverage; one that reduces releases its share; funding comes and goes here.
 */
final class IsolatedMargins {
  private final double[] leverages;
  private final double[] margins;

  IsolatedMargins(int instruments) {
    this.leverages = new double[instruments];
    this.margins = new double[instruments];
  }

  /** Gives the positions of an instrument margins of their own. */
  void isolate(int instrument, double leverage) {
    leverages[instrument] = leverage;
  }

  boolean isIsolated(int instrument) {
    return leverages[instrument] > 0;
  }

  /** What is set aside, account currency; 0 where margin is not isolated. */
  double margin(int instrument) {
    return margins[instrument];
  }

  /**
   * A fill is about to be booked.
   *
   * @param held before it, signed
   * @param signed its quantity, signed
   * @param price scaled
   */
  void onFill(int index, Instrument instrument, long held, long signed, long price) {
    if (leverages[index] == 0) {
      return;
    }
    long closes = Long.signum(held) == -Long.signum(signed) ? Math.abs(signed) : 0;
    long closed = Math.min(closes, Math.abs(held));
    if (closed > 0) {
      margins[index] =
          closed == Math.abs(held) ? 0 : margins[index] * (1 - (double) closed / Math.abs(held));
    }
    long opened = Math.abs(signed) - closed;
    if (opened > 0) {
      margins[index] += instrument.notional(price, opened) / leverages[index];
    }
  }

  /** Funding of a position. */
  void onFunding(int instrument, double received) {
    if (leverages[instrument] > 0) {
      margins[instrument] += received;
    }
  }

  void write(StateWriter out) {
    out.writeDoubles(margins, margins.length);
  }

  void read(StateReader in) {
    in.readDoubles(margins, "isolated-margins");
  }
}
