package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.MarginModel;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does a trial get the margin it asks for, and none that cannot be? */
class VenueMarginTest {
  private static Instrument instrument(String id) {
    Instrument instrument = InstrumentCatalogue.builtIn().find(id);
    assertThat(instrument).isNotNull();
    return instrument;
  }

  private static MarginModel margin(Map<String, String> keys, String instrument) {
    return VenueSettings.of(keys).options(instrument(instrument)).margin();
  }

  @Test
  void withoutLeverageThereIsNone() {
    assertThat(margin(Map.of(), "BTCUSDT-PERP.BINANCE")).isNull();
    assertThat(margin(Map.of("venue.leverage", "0"), "BTCUSDT.BINANCE")).isNull();
  }

  @Test
  void theInstrumentsRateHoldsUnlessAnotherIsGiven() {
    MarginModel cross = margin(Map.of("venue.leverage", "20"), "BTCUSDT-PERP.BINANCE");
    assertThat(cross).isNotNull();
    assertThat(cross.isIsolated()).isFalse();
    assertThat(cross.leverage()).isEqualTo(20);
    assertThat(cross.liquidationFee()).isEqualTo(0.005);
    assertThat(cross.maintenance(1_000)).isEqualTo(25);
    MarginModel isolated =
        margin(
            Map.of(
                "venue.leverage", "125",
                "venue.margin", "isolated",
                "venue.maintenance-rate", "0.004",
                "venue.liquidation-fee", "0"),
            "BTCUSDT-PERP.BINANCE");
    assertThat(isolated).isNotNull();
    assertThat(isolated.isIsolated()).isTrue();
    assertThat(isolated.maintenance(1_000)).isEqualTo(4);
    assertThat(isolated.liquidationFee()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "venue.leverage, 126",
    "venue.leverage, -1",
    "venue.leverage, 0.5",
    "venue.leverage, much",
    "venue.margin, portfolio",
    "venue.maintenance-rate, 1.1",
    "venue.liquidation-fee, -0.1"
  })
  void valuesOutOfRangeAreRefused(String key, String value) {
    assertThatThrownBy(() -> VenueSettings.of(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("CONFIG_INVALID: key=" + key + " value=" + value);
  }

  @Test
  void marginThatCannotBeIsRefused() {
    assertThatThrownBy(() -> margin(Map.of("venue.leverage", "2"), "BTCUSDT.BINANCE"))
        .hasMessage("BACKTEST_MARGIN_SPOT: instrument=BTCUSDT.BINANCE venue.leverage=2.0");
    assertThatThrownBy(
            () ->
                margin(
                    Map.of("venue.leverage", "40", "venue.margin", "isolated"),
                    "BTCUSDT-PERP.BINANCE"))
        .hasMessageStartingWith("BACKTEST_MARGIN_TOO_THIN: instrument=BTCUSDT-PERP.BINANCE");
  }
}
