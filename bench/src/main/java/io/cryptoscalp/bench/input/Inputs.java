package io.cryptoscalp.bench.input;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what to run on: a folder of recordings, or the generator where there is none. */
public final class Inputs {
  private static final String RECORDING = "binance-raw-feed/2024-08-08";
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final long SEED = 7;
  private static final int EVENTS_PER_SECOND = 160;
  private static final String[] INSTRUMENTS = {
    "BTCUSDT-PERP.BINANCE",
    "ETHUSDT-PERP.BINANCE",
    "SOLUSDT-PERP.BINANCE",
    "XRPUSDT-PERP.BINANCE",
    "BTCUSDT.BINANCE",
    "BTCUSD-PERP.BINANCE"
  };

  private Inputs() {}

  /** The recording, null where there is none. */
  private static @Nullable Path recording() {
    String configured = System.getenv("CRYPTOSCALP_DATA");
    Path root =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("cryptoscalp.root", ".")).resolve("../shared/data")
            : Path.of(configured);
    Path folder = root.resolve(RECORDING).normalize();
    return Files.isDirectory(folder) ? folder : null;
  }

  /** In words, for reports. */
  public static String describe() {
    return recording() == null
        ? "generated, " + INSTRUMENTS.length + " instruments, seed " + SEED
        : "recorded, " + RECORDING + ", 2 spot, 2 USD-M and 2 COIN-M instruments";
  }

  /** An endless source, the same in every run. */
  public static MessageSource open() throws IOException {
    Path folder = recording();
    return folder == null ? generated() : new RecordedLoop(folder);
  }

  /** Generated frames, whether or not there is a recording. */
  public static MessageSource generated() {
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    List<Instrument> instruments = new ArrayList<>();
    for (String id : INSTRUMENTS) {
      instruments.add(catalogue.get(id));
    }
    return new SyntheticMarket(instruments, SEED, START_NS, EVENTS_PER_SECOND);
  }
}
