package io.cryptoscalp.operators.account;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import java.util.Comparator;

/**
 * The one order in which an account sees the events of all its instruments: receive time,
 * instrument, frame sequence, ticks before intents, intents by id. Total over the events an account
 * gets, so that every run agrees.
 */
public final class EventOrder implements Comparator<StreamEvent> {
  /** The one instance. */
  public static final EventOrder INSTANCE = new EventOrder();

  private EventOrder() {}

  /** Receive time of an event at the edge, ns; venue time for reports, which have no other. */
  public static long receiveTimeNs(StreamEvent event) {
    if (event instanceof MarketTick tick) {
      return tick.receiveTimeNs();
    }
    if (event instanceof Intent intent) {
      return intent.receiveTimeNs();
    }
    if (event instanceof ExecutionReport report) {
      return report.eventTimeNs();
    }
    throw unexpected(event);
  }

  @Override
  public int compare(StreamEvent left, StreamEvent right) {
    int byTime = Long.compare(receiveTimeNs(left), receiveTimeNs(right));
    if (byTime != 0) {
      return byTime;
    }
    int byInstrument = instrument(left).compareTo(instrument(right));
    if (byInstrument != 0) {
      return byInstrument;
    }
    int bySequence = Long.compare(sequence(left), sequence(right));
    if (bySequence != 0) {
      return bySequence;
    }
    int byRank = Integer.compare(rank(left), rank(right));
    return byRank != 0 ? byRank : id(left).compareTo(id(right));
  }

  private static String instrument(StreamEvent event) {
    if (event instanceof MarketTick tick) {
      return tick.instrument();
    }
    if (event instanceof Intent intent) {
      return intent.instrument();
    }
    return ((ExecutionReport) event).instrument();
  }

  private static long sequence(StreamEvent event) {
    if (event instanceof MarketTick tick) {
      return tick.sequence();
    }
    return event instanceof Intent intent ? intent.sequence() : Long.MAX_VALUE;
  }

  private static int rank(StreamEvent event) {
    return event instanceof MarketTick ? 0 : event instanceof Intent ? 1 : 2;
  }

  private static String id(StreamEvent event) {
    if (event instanceof Intent intent) {
      return intent.intentId();
    }
    return event instanceof ExecutionReport report ? report.reportId() : "";
  }

  /** The fault of an event that no account takes. */
  public static IllegalStateException unexpected(StreamEvent event) {
    String kind =
        event instanceof FeatureSnapshot || event instanceof ScoredSnapshot
            ? "snapshot"
            : event instanceof ModelCommand
                ? "model command"
                : event instanceof RiskCommand
                    ? "risk command"
                    : event instanceof LatencyTrace ? "trace" : "event";
    return new IllegalStateException("a " + kind + " does not belong in an account's queue");
  }
}
