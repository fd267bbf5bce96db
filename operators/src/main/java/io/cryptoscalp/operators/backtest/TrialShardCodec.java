package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.PriceGrid;
import io.cryptoscalp.engine.backtest.Trial;
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

  private final TrialSet set;
  private final int shards;
  private final InstrumentCatalogue catalogue;
  private final StreamEventCodec events = new StreamEventCodec();

  TrialShardCodec(TrialSet set, int shards, InstrumentCatalogue catalogue) {
    this.set = set;
    this.shards = shards;
    this.catalogue = catalogue;
  }

  @Override
  public TrialShard create(String key) {
    int first = TrialShards.number(key);
    List<Trial> trials = new ArrayList<>();
    TrialMarkets markets = new TrialMarkets();
    for (int number = first; number < set.size(); number += shards) {
      trials.add(set.create(number, markets));
    }
    PriceGrid prices = new PriceGrid(set.gridNs(), catalogue::find);
    return new TrialShard(first, shards, trials, prices, TrialShard.queue(), markets);
  }

  @Override
  public void write(TrialShard state, StateWriter out) {
    out.writeByte(VERSION);
    state.markets().write(out);
    out.writeInt(state.trials().size());
    for (Trial trial : state.trials()) {
      trial.write(out);
    }
    state.prices().write(out);
    try {
      DataOutputSerializer buffer = new DataOutputSerializer(256 * (state.pending().size() + 1));
      for (TrialShard.Waiting waiting : state.pending()) {
        buffer.writeInt(waiting.trial());
        events.write(waiting.event(), buffer);
      }
      out.writeInt(state.pending().size());
      out.writeBytes(buffer.getCopyOfBuffer());
    } catch (IOException e) {
      throw new StateException("STATE_WRITE_FAILED: state=trials-pending cause=" + e.getMessage());
    }
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
    for (Trial trial : state.trials()) {
      trial.read(in);
    }
    state.prices().read(in);
    int count = in.readInt();
    DataInputDeserializer buffer = new DataInputDeserializer(in.readBytes());
    try {
      for (int i = 0; i < count; i++) {
        int trial = buffer.readInt();
        state.pending().add(new TrialShard.Waiting(events.read(buffer), trial));
      }
    } catch (IOException e) {
      throw new StateException("STATE_CORRUPT: state=trials-pending cause=" + e.getMessage());
    }
    return state;
  }
}
