package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.Function;

/**
 * Executes the orders of one account inside the process and reports what became of them: on paper
 * against the live ticks ({@link PaperExecutor}), or at a simulated venue. Reports are handed to
 * the sink at the call that makes them known to the account; a sink may submit and cancel orders.
 */
public interface Executor {
  /** Makes the executor of an account. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes it.
     *
     * @param positions what the account holds, to cut reduce-only orders
     */
    Executor create(PositionView positions);
  }

  /** Takes a new order, sent at its {@link Order#receiveTimeNs}. */
  void submit(Order order, Instrument instrument, ReportSink out);

  /**
   * Takes the request to cancel an order; of no effect when the order is not working.
   *
   * @param timeNs venue time of the request
   * @param receiveNs receive time at which it is sent
   */
  void cancel(String clientOrderId, String instrument, long timeNs, long receiveNs, ReportSink out);

  /** Takes the market's next state. */
  void onTick(MarketTick tick, ReportSink out);

  /**
   * Receive time of the next report that comes without a tick and by a time, ns; {@link
   * Long#MAX_VALUE} when there is none. No order will be sent before the earlier of both.
   */
  default long nextReportNs(long horizonNs) {
    return Long.MAX_VALUE;
  }

  /** Hands over every report that has arrived by a receive time, ns. */
  default void onTime(long receiveNs, ReportSink out) {}

  /** Writes the state. */
  void write(StateWriter out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @param instruments specification of every instrument by id
   */
  void read(StateReader in, Function<String, Instrument> instruments);
}
