package io.cryptoscalp.operators.account;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.stream.StreamEventCodec;
import java.io.IOException;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Creates, writes and reads {@link AccountState}. */
final class AccountStateCodec implements StateCodec<AccountState> {
  private static final int VERSION = 1;

  private final Function<String, AccountEngine> engines;
  private final StreamEventCodec events = new StreamEventCodec();

  AccountStateCodec(Function<String, AccountEngine> engines) {
    this.engines = engines;
  }

  @Override
  public AccountState create(String account) {
    return new AccountState(engines.apply(account), new PriorityQueue<>(64, EventOrder.INSTANCE));
  }

  @Override
  public void write(AccountState state, StateWriter out) {
    out.writeByte(VERSION);
    state.engine().write(out);
    int pending = state.pending().size();
    try {
      DataOutputSerializer buffer = new DataOutputSerializer(256 * (pending + 1));
      // In the order of the heap, which the same inputs leave the same: the reader sorts anyway.
      for (StreamEvent event : state.pending()) {
        events.write(event, buffer);
      }
      out.writeInt(pending);
      out.writeBytes(buffer.getCopyOfBuffer());
    } catch (IOException e) {
      throw new StateException("STATE_WRITE_FAILED: state=account-pending cause=" + e.getMessage());
    }
  }

  @Override
  public AccountState read(String account, StateReader in) {
    in.readVersion(VERSION, "account-state");
    AccountState state = create(account);
    state.engine().read(in);
    int count = in.readInt();
    DataInputDeserializer buffer = new DataInputDeserializer(in.readBytes());
    try {
      for (int i = 0; i < count; i++) {
        state.pending().add(events.read(buffer));
      }
    } catch (IOException e) {
      throw new StateException("STATE_CORRUPT: state=account-pending cause=" + e.getMessage());
    }
    return state;
  }
}
