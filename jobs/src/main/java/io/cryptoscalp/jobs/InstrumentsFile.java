package io.cryptoscalp.jobs;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.function.SerializableSupplier;

/** The instruments of a job's key {@code instruments.file}. */
public final class InstrumentsFile {
  private InstrumentsFile() {}

  /**
   * Loads the instruments where it is asked, on a worker.
   *
   * @param file a CSV file there; empty for the built-in instruments
   */
  public static SerializableSupplier<InstrumentCatalogue> of(String file) {
    return () -> load(file);
  }

  private static InstrumentCatalogue load(String file) {
    if (file.isEmpty()) {
      return InstrumentCatalogue.builtIn();
    }
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      return InstrumentCatalogue.readCsv(reader);
    } catch (IOException e) {
      throw new ConfigException(
          "CONFIG_INVALID: key=instruments.file value=" + file + " expected=a readable file");
    }
  }
}
