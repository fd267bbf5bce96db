package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.operators.regime.RegimeDirectiveSerializer;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The directives that every instrument of a subtask must hear of, the same on each subtask: one a
 * scope and source, until it is over. An instrument hears of new ones before its next frame, also
 * one whose first frame comes later, and after a restore of all of them again, which changes
 * nothing for those that knew them.
 */
final class DirectiveBoard {
  /** Name of the broadcast state; part of the savepoint contract. */
  static final String STATE_NAME = "regime-directives";

  private final BroadcastState<String, RegimeDirective> state;
  private final Map<String, RegimeDirective> active = new TreeMap<>();
  private int version;

  DirectiveBoard(OperatorStateStore store) throws Exception {
    state =
        store.getBroadcastState(
            new MapStateDescriptor<>(STATE_NAME, Types.STRING, RegimeDirectiveSerializer.TYPE));
    for (Map.Entry<String, RegimeDirective> entry : state.immutableEntries()) {
      active.put(entry.getKey(), entry.getValue());
    }
    version = active.isEmpty() ? 0 : 1;
  }

  /** Takes one; what was over when it came leaves. */
  void add(RegimeDirective next) throws Exception {
    String key = next.scope() + '\n' + next.source();
    RegimeDirective known = active.get(key);
    if (known != null && known.eventTimeNs() >= next.eventTimeNs()) {
      return;
    }
    active.put(key, next);
    state.put(key, next);
    for (Iterator<Map.Entry<String, RegimeDirective>> all = active.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, RegimeDirective> entry = all.next();
      if (entry.getValue().untilNs() <= next.eventTimeNs()) {
        state.remove(entry.getKey());
        all.remove();
      }
    }
    version++;
  }

  /** Number of what there is to hear; 0 when there was nothing yet. */
  int version() {
    return version;
  }

  void tell(InstrumentPipeline pipeline, PipelineOutput out) {
    for (RegimeDirective directive : active.values()) {
      pipeline.onDirective(directive, out);
    }
  }
}
