package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.Collector;

/**
 * Sends what trials look at to every shard of trials. A shard is a key; its name is chosen so that
 * shards lie on different subtasks, which hashes of plain numbers would not do.
 */
public final class TrialShards implements FlatMapFunction<StreamEvent, AccountEvent> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> keys;

  /**
   * Creates it.
   *
   * @param keys of {@link #keys}
   */
  public TrialShards(List<String> keys) {
    this.keys = new ArrayList<>(keys);
  }

  /**
   * Keys of shards, one on each subtask.
   *
   * @param shards how many, at most the parallelism
   * @param parallelism of the stage of trials
   * @param maxParallelism of the job
   */
  public static List<String> keys(int shards, int parallelism, int maxParallelism) {
    List<String> keys = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      int salt = 0;
      while (subtask(key(shard, salt), parallelism, maxParallelism) != shard % parallelism) {
        salt++;
      }
      keys.add(key(shard, salt));
    }
    return keys;
  }

  private static String key(int shard, int salt) {
    return "shard-" + shard + "-" + salt;
  }

  private static int subtask(String key, int parallelism, int maxParallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, parallelism);
  }

  /** Number of the shard that has a key. */
  static int number(String key) {
    return Integer.parseInt(key.substring("shard-".length(), key.lastIndexOf('-')));
  }

  @Override
  public void flatMap(StreamEvent event, Collector<AccountEvent> out) {
    if (event instanceof MarketTick
        || event instanceof ScoredSnapshot
        || event instanceof MarketEvents) {
      for (String key : keys) {
        out.collect(new AccountEvent(key, event));
      }
    }
  }
}
