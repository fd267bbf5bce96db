package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.execution.Executor;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.execution.ReportSink;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Executes an account of the live classes at the simulated venue: the venue's side runs on the full
 * depth of its own market, in venue time; an order arrives after the entry latency, its reports
 * come after the response latency. Markets are made of the same frames that the account's ticks
 * come from: whole {@link EventTape}s, or what a {@link MarketFeed} holds of a market that goes on.
 * The account's clock is the recorded receive time; what a tape's local times were moved on by is
 * added on the way in and taken off on the way out.
 *
 * <p>Positions of different strategies are one position at the venue, so reduce-only orders are cut
 * to the account's net position. With a margin model the venue refuses what is beyond the margin,
 * and closes positions by force: it reports fills of an order that no account sent ({@link
 * OrderIds#isForced}).
 */
public final class SimulatedExecutor implements Executor {
  private final SimulatedVenue venue;
  private final TreeMap<String, AccountOrder> open = new TreeMap<>();

  /**
   * Creates it before the first event.
   *
   * @param markets one an instrument that the account trades
   * @param options assumptions, in the same order
   * @param startingEquity of the account, account currency
   */
  public SimulatedExecutor(
      List<? extends MarketColumns> markets, List<VenueOptions> options, double startingEquity) {
    this.venue = new SimulatedVenue(markets, options, startingEquity, false);
    for (InstrumentSim sim : venue.sims) {
      sim.venue.tape.addReader(new Reader(sim));
    }
  }

  @Override
  public void submit(Order order, Instrument instrument, ReportSink out) {
    InstrumentSim sim = venue.sim(order.instrument());
    AccountOrder entry = new AccountOrder(sim.venue, order);
    long local = order.receiveTimeNs() + sim.venue.tape.localShiftNs();
    long step = sim.venue.tape.step();
    if (order.price() % step != 0 || order.triggerPrice() % step != 0) {
      // Off every tick of the tape, so off the venue's; the venue could not even hold it.
      sim.venue.end(entry, ExecutionReport.Status.REJECTED, VenueReason.FILTER_PRICE, local);
      return;
    }
    open.put(order.clientOrderId(), entry);
    sim.desk.send(RequestQueue.NEW, entry, 0, 0, local);
  }

  @Override
  public void cancel(
      String clientOrderId, String instrument, long timeNs, long receiveNs, ReportSink out) {
    AccountOrder entry = open.get(clientOrderId);
    if (entry != null) {
      InstrumentSim sim = venue.sim(instrument);
      long local = receiveNs + sim.venue.tape.localShiftNs();
      sim.desk.send(RequestQueue.CANCEL, entry, 0, 0, local);
    }
  }

  @Override
  public void onTick(MarketTick tick, ReportSink out) {
    // The ticks are the account's view; the venue has its tapes.
    while (nextReportNs(tick.receiveTimeNs()) <= tick.receiveTimeNs()) {
      onTime(tick.receiveTimeNs(), out);
    }
  }

  /** Runs the venue until something is reported, but no further than to the horizon. */
  @Override
  public long nextReportNs(long horizonNs) {
    while (true) {
      long report = Long.MAX_VALUE;
      InstrumentSim first = venue.sims[0];
      long firstNs = Long.MAX_VALUE;
      for (InstrumentSim sim : venue.sims) {
        long shift = sim.venue.tape.localShiftNs();
        report = Math.min(report, unshifted(sim.venue.reports.nextNs(), shift));
        long next = unshifted(sim.nextVenueNs(), shift);
        if (next < firstNs) {
          first = sim;
          firstNs = next;
        }
      }
      // What is made later may arrive no earlier, but on another instrument's connection.
      if (report <= firstNs || firstNs > horizonNs) {
        return report <= horizonNs ? report : Long.MAX_VALUE;
      }
      first.stepVenue();
    }
  }

  private static long unshifted(long timeNs, long shift) {
    return timeNs == Long.MAX_VALUE ? timeNs : timeNs - shift;
  }

  @Override
  public void onTime(long receiveNs, ReportSink out) {
    for (InstrumentSim sim : venue.sims) {
      long shift = sim.venue.tape.localShiftNs();
      while (unshifted(sim.venue.reports.nextNs(), shift) <= receiveNs) {
        OrderReport report = sim.venue.reports.poll();
        if (report.order instanceof ForcedOrder forced) {
          out.report(forced.report(report, sim.venue.instrument.id()));
          continue;
        }
        AccountOrder entry = (AccountOrder) report.order;
        if (report.requestRefused) {
          continue;
        }
        if (report.leaves == 0) {
          open.remove(entry.order.clientOrderId());
        }
        out.report(entry.report(report));
      }
    }
  }

  /** Writes orders, books and what is on its way; the markets are written by their owner. */
  @Override
  public void write(StateWriter out) {
    ExecutorState.write(venue, open, out);
  }

  /** Reads what {@link #write} wrote, on markets as they were then. */
  @Override
  public void read(StateReader in, Function<String, Instrument> instruments) {
    ExecutorState.read(venue, open, in);
  }

  /** Keeps one instrument in step with columns that move. */
  private final class Reader implements WindowReader {
    private final InstrumentSim sim;

    Reader(InstrumentSim sim) {
      this.sim = sim;
    }

    @Override
    public void pass(long untilNs) {
      while (sim.nextVenueNs() <= untilNs) {
        sim.stepVenue();
      }
    }

    @Override
    public void onDropped(int count) {
      sim.venue.onDropped(count);
    }

    @Override
    public void onRescaled(int factor) {
      sim.venue.rescale(factor, open.values());
    }
  }
}
