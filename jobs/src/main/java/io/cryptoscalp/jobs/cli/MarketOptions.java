package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a generated market consists of. */
final class MarketOptions {
  static final List<String> DEFAULT_SYMBOLS =
      List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "binance-spot:BTCUSDT", "binance-coinm:BTCUSD_PERP");

  /** Book changes a second and symbol while calm. */
  static final double DEFAULT_RATE = 60;

  /** How much of the market's past a demo begins with, so that every window is full, ns. */
  static final long PAST_NS = 90_000_000_000L;

  private static final double LARGEST_RATE = 10_000;

  private MarketOptions() {}

  /**
   * Refuses what no market can be made of, before anything is started.
   *
   * @param rate book changes a second and symbol, above 0 up to 10000
   */
  static void check(List<String> symbols, double rate) {
    instruments(symbols);
    if (!(rate > 0 && rate <= LARGEST_RATE)) {
      throw new CliException(
          ExitCodes.USAGE, "--rate is a number above 0 and up to " + (int) LARGEST_RATE + ".");
    }
  }

  /** The instruments of symbols, {@code BTCUSDT} (USD-M) or {@code venue:SYMBOL}. */
  static List<Instrument> instruments(List<String> symbols) {
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    List<Instrument> instruments = new ArrayList<>();
    for (String name : symbols) {
      int colon = name.indexOf(':');
      Venue venue = colon < 0 ? Venue.BINANCE_USDM : venue(name.substring(0, colon));
      String symbol = name.substring(colon + 1).toUpperCase(Locale.ROOT);
      Instrument instrument = catalogue.find(venue, symbol);
      if (instrument == null) {
        throw new CliException(
            ExitCodes.USAGE, "No instrument " + symbol + " of " + venue.id() + " is known.");
      }
      instruments.add(instrument);
    }
    return instruments;
  }

  private static Venue venue(String id) {
    try {
      return Venue.ofId(id);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
