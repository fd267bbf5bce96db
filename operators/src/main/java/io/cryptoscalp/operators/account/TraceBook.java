package io.cryptoscalp.operators.account;

import io.cryptoscalp.engine.event.LatencyTrace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest traces, by frame. Bounded; lost at a restart, which costs nothing but latency rows.
 */
final class TraceBook {
  private static final int LIMIT = 8192;

  private final Map<Key, LatencyTrace> traces =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, LatencyTrace> eldest) {
          return size() > LIMIT;
        }
      };

  void add(LatencyTrace trace) {
    traces.put(new Key(trace.instrument(), trace.sequence()), trace);
  }

  @Nullable LatencyTrace find(String instrument, long sequence) {
    return traces.get(new Key(instrument, sequence));
  }

  private record Key(String instrument, long sequence) {}
}
