package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.risk.TradingState.Trigger;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/** The trading state of an account and of each of its strategies, and why it is what it is. */
public final class TradingStates {
  /** Stands for the account where a strategy id is expected. */
  public static final String ACCOUNT = "";

  private static final Held ACTIVE = new Held(TradingState.ACTIVE, "", false);

  private final Map<String, Held> held = new TreeMap<>();

  /** The account's own, which is asked for with every tick. */
  private Held account = ACTIVE;

  /** Creates it with everything active. */
  TradingStates() {}

  /**
   * A state and its cause.
   *
   * @param state the state
   * @param reason coded reason, empty when active from the start
   * @param fault true when it ends by itself with its cause
   */
  record Held(TradingState state, String reason, boolean fault) {}

  private Held held(String strategy) {
    return strategy.isEmpty() ? account : held.getOrDefault(strategy, ACTIVE);
  }

  private void findAccount() {
    account = held.getOrDefault(ACCOUNT, ACTIVE);
  }

  /** State of a strategy by itself, of the account for {@link #ACCOUNT}. */
  public TradingState state(String strategy) {
    return held(strategy).state();
  }

  /** Why it is in that state. */
  public String reason(String strategy) {
    return held(strategy).reason();
  }

  /** True when the account is active, or only reduces until a fault heals. */
  public boolean mayReduceForLoss() {
    Held account = held(ACCOUNT);
    return account.state() == TradingState.ACTIVE || account.fault();
  }

  /**
   * Moves the account or a strategy.
   *
   * @return false when that changed neither state nor cause
   */
  public boolean apply(String strategy, Trigger trigger, String reason) {
    Held before = held(strategy);
    if (trigger == Trigger.FAULT_CLEARED && !(before.fault() && before.reason().equals(reason))) {
      return false;
    }
    TradingState next = before.state().after(trigger);
    boolean takesOver =
        before.fault() && (trigger == Trigger.REDUCE || trigger == Trigger.LOSS_REDUCE);
    if (next == before.state() && !takesOver) {
      return false;
    }
    if (next == TradingState.ACTIVE) {
      held.remove(strategy);
    } else {
      held.put(strategy, new Held(next, reason, trigger == Trigger.FAULT));
    }
    findAccount();
    return true;
  }

  void write(StateWriter out) {
    out.writeInt(held.size());
    for (Map.Entry<String, Held> entry : held.entrySet()) {
      out.writeString(entry.getKey());
      out.writeString(entry.getValue().state().name());
      out.writeString(entry.getValue().reason());
      out.writeBoolean(entry.getValue().fault());
    }
  }

  void read(StateReader in) {
    held.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String strategy = in.readText();
      held.put(
          strategy, new Held(TradingState.valueOf(in.readText()), in.readText(), in.readBoolean()));
    }
    findAccount();
  }
}
