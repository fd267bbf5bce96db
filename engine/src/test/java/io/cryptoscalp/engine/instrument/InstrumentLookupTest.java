package io.cryptoscalp.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Is an id that nobody knows named? */
class InstrumentLookupTest {
  private final InstrumentLookup catalogue = InstrumentCatalogue.builtIn();

  @Test
  void knowsItsInstruments() {
    assertThat(catalogue.get("BTCUSDT-PERP.BINANCE").symbol()).isEqualTo("BTCUSDT");
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> catalogue.get("NOPE.BINANCE"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("INSTRUMENT_UNKNOWN: id=NOPE.BINANCE");
  }
}
