package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts what an instrument was told of its neighbours into the context of its snapshots. The first
 * input is the instrument stage's and keeps its order; what has no timestamp, as model commands,
 * passes at once. Keyed by instrument on both inputs.
 */
public final class NeighbourJoinOperator extends WriteBackOperator<ToldState, StreamEvent>
    implements TwoInputStreamOperator<StreamEvent, NeighbourNews, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "neighbours-told";

  private static final float[] NO_REGIMES = new float[0];

  private final boolean inOrder;

  private transient TreeMap<String, ToldState> waiting = new TreeMap<>();
  private transient StreamRecord<StreamEvent> record = new StreamRecord<>(null);

  /**
   * Creates it.
   *
   * @param inOrder true holds events until the watermark has passed them, so that every run joins
   *     the same news to the same snapshot; false takes both as they come and holds nothing back
   */
  public NeighbourJoinOperator(boolean inOrder) {
    super(STATE_NAME);
    this.inOrder = inOrder;
  }

  @Override
  protected StateCodec<ToldState> codec() {
    return new ToldState.Codec();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waiting = new TreeMap<>();
    record = new StreamRecord<>(null);
    // What an earlier run held must go on even where nothing more comes for its instrument.
    states().loadAll(STATE_NAME);
    states()
        .scan(
            (key, state) -> {
              if (!state.isEmpty()) {
                waiting.put(key, state);
              }
            });
  }

  @Override
  public void processElement1(StreamRecord<StreamEvent> element) throws Exception {
    StreamEvent event = element.getValue();
    if (!element.hasTimestamp()) {
      output.collect(element);
      return;
    }
    String instrument = StreamKeys.instrument(event);
    ToldState state = states().get(instrument);
    if (inOrder) {
      state.hold(event, element.getTimestamp());
      waiting.put(instrument, state);
    } else {
      release(state, Long.MAX_VALUE); // left by a job that kept the order
      emit(state, event, element.getTimestamp());
    }
  }

  @Override
  public void processElement2(StreamRecord<NeighbourNews> element) throws Exception {
    NeighbourNews news = element.getValue();
    ToldState state = states().get(news.instrument());
    if (inOrder) {
      state.hold(news.neighbours(), element.getTimestamp());
      waiting.put(news.instrument(), state);
    } else {
      release(state, Long.MAX_VALUE);
      state.told(news.neighbours());
    }
  }

  private void release(ToldState state, long upToMs) {
    ToldState.Held next = state.poll(upToMs);
    while (next != null) {
      emit(state, next.event(), next.timestampMs());
      next = state.poll(upToMs);
    }
  }

  private void emit(ToldState state, StreamEvent event, long timestampMs) {
    Neighbours latest = state.latest();
    StreamEvent told = event;
    if (latest != null && event instanceof FeatureSnapshot snapshot) {
      ModelContext context = snapshot.context();
      ModelContext known = context == null ? new ModelContext(null, NO_REGIMES) : context;
      told = snapshot.withContext(known.withNeighbours(latest));
    }
    output.collect(record.replace(told, timestampMs));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    Iterator<Map.Entry<String, ToldState>> keys = waiting.entrySet().iterator();
    while (keys.hasNext()) {
      Map.Entry<String, ToldState> entry = keys.next();
      ToldState state = states().get(entry.getKey());
      release(state, mark.getTimestamp());
      if (state.isEmpty()) {
        keys.remove();
      }
    }
    super.processWatermark(mark);
  }
}
