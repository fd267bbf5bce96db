package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.ensemble.InstrumentEnsemble;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;

/** What is known of the models of an instrument, as bytes; the engine versions them. */
record EnsembleCodec(EnsembleOptions options) implements StateCodec<InstrumentEnsemble> {
  @Override
  public InstrumentEnsemble create(String key) {
    return new InstrumentEnsemble(options);
  }

  @Override
  public void write(InstrumentEnsemble state, StateWriter out) {
    state.write(out);
  }

  @Override
  public InstrumentEnsemble read(String key, StateReader in) {
    InstrumentEnsemble state = create(key);
    state.read(in);
    return state;
  }
}
