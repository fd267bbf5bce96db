package io.cryptoscalp.operators.strategy;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.operators.state.StateCodec;
import java.util.List;
import java.util.function.Function;

/**
 * The strategies of an instrument in state, by id, so that strategies may be added and left out
 * between versions.
 */
public final class StrategiesCodec implements StateCodec<List<Strategy>> {
  private static final int VERSION = 1;

  private final Function<String, List<Strategy>> factory;

  /**
   * Creates it.
   *
   * @param factory creates the strategies of an instrument id
   */
  public StrategiesCodec(Function<String, List<Strategy>> factory) {
    this.factory = factory;
  }

  @Override
  public List<Strategy> create(String key) {
    return factory.apply(key);
  }

  @Override
  public void write(List<Strategy> strategies, StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(strategies.size());
    for (Strategy strategy : strategies) {
      StateWriter own = new StateWriter();
      strategy.write(own);
      out.writeString(strategy.id());
      out.writeBytes(own.toByteArray());
    }
  }

  @Override
  public List<Strategy> read(String key, StateReader in) {
    in.readVersion(VERSION, "strategies");
    List<Strategy> strategies = factory.apply(key);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String id = in.readText();
      StateReader own = new StateReader(in.readBytes());
      for (Strategy strategy : strategies) {
        if (strategy.id().equals(id)) {
          strategy.read(own);
        }
      }
    }
    return strategies;
  }
}
