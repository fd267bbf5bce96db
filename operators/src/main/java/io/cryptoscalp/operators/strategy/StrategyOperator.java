package io.cryptoscalp.operators.strategy;

import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.operators.explain.DecisionToExplain;
import io.cryptoscalp.operators.explain.ExplainOptions;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The keyed stage between scoring and account: hosts the strategies of an instrument and addresses
 * what the account needs to it. Ticks and traces pass through; snapshots end here.
 */
public final class StrategyOperator extends WriteBackOperator<List<Strategy>, AccountEvent>
    implements OneInputStreamOperator<StreamEvent, AccountEvent> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "strategies";

  /** Decisions that are to be explained: those acted on, and a sample of the others. */
  public static final OutputTag<DecisionToExplain> TO_EXPLAIN =
      new OutputTag<>("to-explain", DecisionToExplain.TYPE);

  private final SerializableFunction<String, List<Strategy>> factory;
  private final String account;
  private final ExplainOptions explain;

  /**
   * Creates it.
   *
   * @param factory creates the strategies of an instrument id
   * @param account the account they trade for
   */
  public StrategyOperator(SerializableFunction<String, List<Strategy>> factory, String account) {
    this(factory, account, ExplainOptions.NONE);
  }

  /**
   * The same with decisions to explain.
   *
   * @param explain which ones
   */
  public StrategyOperator(
      SerializableFunction<String, List<Strategy>> factory,
      String account,
      ExplainOptions explain) {
    super(STATE_NAME);
    this.factory = factory;
    this.account = account;
    this.explain = explain;
  }

  @Override
  protected StateCodec<List<Strategy>> codec() {
    return new StrategiesCodec(factory);
  }

  @Override
  public void processElement(StreamRecord<StreamEvent> record) throws Exception {
    StreamEvent event = record.getValue();
    if (event instanceof ScoredSnapshot scored) {
      List<String> intents = new ArrayList<>(0);
      for (Strategy strategy : states().get(scored.snapshot().instrument())) {
        strategy.onSnapshot(
            scored,
            intent -> {
              emit(intent, record);
              intents.add(intent.intentId());
            });
      }
      explain(scored, intents);
    } else if (event instanceof PolicySignal signal) {
      for (Strategy strategy : states().get(signal.instrument())) {
        strategy.onPolicy(signal);
      }
    } else if (event instanceof MarketTick || event instanceof LatencyTrace) {
      emit(event, record);
    }
  }

  /** After the intents are on their way. */
  private void explain(ScoredSnapshot scored, List<String> intents) {
    if (scored.evidence() == null) {
      return;
    }
    boolean acted = !intents.isEmpty() && explain.traded();
    if (acted || explain.samples(scored.prediction())) {
      DecisionToExplain decision = new DecisionToExplain(scored, intents);
      output.collect(TO_EXPLAIN, new StreamRecord<>(decision));
    }
  }

  private void emit(StreamEvent event, StreamRecord<StreamEvent> cause) {
    StreamRecord<AccountEvent> out = new StreamRecord<>(new AccountEvent(account, event));
    if (cause.hasTimestamp()) {
      out.setTimestamp(cause.getTimestamp());
    }
    output.collect(out);
  }
}
