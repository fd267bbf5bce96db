package io.cryptoscalp.jobs.runtime.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Counts numbers per key in RocksDB; the smallest job that has state, checkpoints and no end. */
public final class CountingJob {
  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options());
    build(env, Long.parseLong(args[0]));
    env.execute("counting");
  }

  static Configuration options() {
    Configuration options = new Configuration();
    options.setString("state.backend.type", "rocksdb");
    options.setString("execution.checkpointing.incremental", "true");
    options.setString("execution.checkpointing.interval", "200 ms");
    options.setString("restart-strategy.type", "fixed-delay");
    options.setString("restart-strategy.fixed-delay.attempts", "20");
    options.setString("restart-strategy.fixed-delay.delay", "200 ms");
    return options;
  }

  static void build(StreamExecutionEnvironment env, long numbers) {
    env.enableCheckpointing(Duration.ofMillis(200).toMillis());
    GeneratorFunction<Long, Long> identity = value -> value;
    env.fromSource(
            new DataGeneratorSource<>(
                identity, numbers, RateLimiterStrategy.perSecond(2000), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(value -> value % 7)
        .process(new Count())
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
  }

  private static final class Count extends KeyedProcessFunction<Long, Long, Long> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
      Long before = count.value();
      long now = before == null ? 1 : before + 1;
      count.update(now);
      out.collect(now);
    }
  }
}
