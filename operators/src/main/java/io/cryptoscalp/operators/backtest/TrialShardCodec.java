package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.PriceGrid;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.stream.StreamEventCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Creates, writes and reads {@link TrialShard}. */
final class TrialShardCodec implements StateCodec<TrialShard> {
  private static final int VERSION = 2;

  /** Stands for every trial where the place of one is expected. */
  private static final int ALL = -1;

  private final TrialSet set;
  private final int shards;
  private final InstrumentCatalogue catalogue;
  private final int blockLength;
  private final StreamEventCodec events = new StreamEventCodec();

  TrialShardCodec(TrialSet set, int shards, InstrumentCatalogue catalogue, int blockLength) {
    this.set = set;
    this.shards = shards;
    this.catalogue = catalogue;
    this.blockLength = blockLength;
  }

  @Override
  public TrialShard create(String key) {
    int first = TrialShards.number(key);
    List<QueuedTrial> trials = new ArrayList<>();
    TrialMarkets markets = new TrialMarkets();
    for (int number = first; number < set.size(); number += shards) {
      trials.add(new QueuedTrial(set.create(number, markets)));
    }
    PriceGrid prices = new PriceGrid(set.gridNs(), catalogue);
    return new TrialShard(
        first, shards, trials, prices, TrialShard.queue(), markets, new TrialBlock(blockLength));
  }

  @Override
  public void write(TrialShard state, StateWriter out) {
    if (state.block().size() > 0) {
      throw new IllegalStateException("trials have events to work off");
    }
    out.writeByte(VERSION);
    state.markets().write(out);
    out.writeInt(state.trials().size());
    for (QueuedTrial queued : state.trials()) {
      queued.trial().write(out);
    }
    state.prices().write(out);
    try {
      writePending(state, out);
    } catch (IOException e) {
      throw new StateException("STATE_WRITE_FAILED: state=trials-pending cause=" + e.getMessage());
    }
  }

  private void writePending(TrialShard state, StateWriter out) throws IOException {
    int count = state.pending().size();
    for (QueuedTrial queued : state.trials()) {
      count += queued.intents().size();
    }
    DataOutputSerializer buffer = new DataOutputSerializer(256 * (count + 1));
    for (MarketTick tick : state.pending()) {
      buffer.writeInt(ALL);
      events.write(tick, buffer);
    }
    for (int place = 0; place < state.trials().size(); place++) {
      for (Intent intent : state.trials().get(place).intents()) {
        buffer.writeInt(place);
        events.write(intent, buffer);
      }
    }
    out.writeInt(count);
    out.writeBytes(buffer.getCopyOfBuffer());
  }

  @Override
  public TrialShard read(String key, StateReader in) {
    int version = in.readVersion(VERSION, "trial-shard");
    TrialShard state = create(key);
    if (version >= 2) {
      // Before the trials, whose venues go on in them.
      state.markets().read(in);
    }
    int trials = in.readInt();
    if (trials != state.trials().size()) {
      throw new StateException(
          "STATE_OTHER_TRIALS: stored=" + trials + " configured=" + state.trials().size());
    }
    for (QueuedTrial queued : state.trials()) {
      queued.trial().read(in);
    }
    state.prices().read(in);
    int count = in.readInt();
    DataInputDeserializer buffer = new DataInputDeserializer(in.readBytes());
    try {
      for (int i = 0; i < count; i++) {
        int place = buffer.readInt();
        StreamEvent event = events.read(buffer);
        if (event instanceof MarketTick tick) {
          state.pending().add(tick);
        } else {
          state.trials().get(place).intents().add((Intent) event);
        }
      }
    } catch (IOException e) {
      throw new StateException("STATE_CORRUPT: state=trials-pending cause=" + e.getMessage());
    }
    return state;
  }
}
