package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.decode.ExchangeInfoDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.InstrumentImport;
import io.cryptoscalp.engine.instrument.Venue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads files that say which instruments there are, by their names. */
final class InstrumentFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Venue> BY_NAME = new TreeMap<>();
  private static final Map<String, Venue> BY_PATH = new TreeMap<>();

  static {
    BY_NAME.put("spot-", Venue.BINANCE_SPOT);
    BY_NAME.put("usdm-", Venue.BINANCE_USDM);
    BY_NAME.put("coinm-", Venue.BINANCE_COINM);
    BY_PATH.put("/api/v3/exchangeInfo", Venue.BINANCE_SPOT);
    BY_PATH.put("/fapi/v1/exchangeInfo", Venue.BINANCE_USDM);
    BY_PATH.put("/dapi/v1/exchangeInfo", Venue.BINANCE_COINM);
  }

  private InstrumentFiles() {}

  /** Adds what the file says. */
  static void read(Path file, InstrumentImport all) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CliException(ExitCodes.CONFIGURATION, "There is no file " + file + ".");
    }
    String name = file.getFileName().toString();
    byte[] bytes = Files.readAllBytes(file);
    if (name.endsWith(".gz")) {
      name = name.substring(0, name.length() - ".gz".length());
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    if (name.endsWith(".csv")) {
      csv(file, bytes, all);
    } else if (name.endsWith(".jsonl")) {
      session(file, bytes, all);
    } else {
      answer(file, venue(file, name), bytes, all);
    }
  }

  private static Venue venue(Path file, String name) {
    for (Map.Entry<String, Venue> each : BY_NAME.entrySet()) {
      if (name.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    throw new CliException(
        ExitCodes.USAGE,
        "Whose answer is " + file + "? Its name must begin with spot-, usdm- or coinm-.");
  }

  private static void csv(Path file, byte[] bytes, InstrumentImport all) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      for (Instrument each : InstrumentCatalogue.readCsv(new StringReader(text)).all()) {
        all.add(each);
      }
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.CONFIGURATION, file + ": " + e.getMessage());
    }
  }

  /** A recorded session: the answers in it, each with the address it came from. */
  private static void session(Path file, byte[] bytes, InstrumentImport all) throws IOException {
    int answers = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.contains("/exchangeInfo")) {
        continue;
      }
      JsonNode node = JSON.readTree(line);
      for (Map.Entry<String, Venue> each : BY_PATH.entrySet()) {
        if (node.path("url").asText().contains(each.getKey())) {
          answers++;
          byte[] text = node.path("data").asText().getBytes(StandardCharsets.UTF_8);
          answer(file, each.getValue(), text, all);
        }
      }
    }
    if (answers == 0) {
      throw new CliException(ExitCodes.CONFIGURATION, file + " holds no exchangeInfo answer.");
    }
  }

  private static void answer(Path file, Venue venue, byte[] text, InstrumentImport all) {
    ExchangeInfoDecoder decoder = new ExchangeInfoDecoder();
    RejectCode code = decoder.decode(text, venue, all::add);
    if (code != RejectCode.NONE) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          file
              + " is no exchangeInfo answer of "
              + venue.id()
              + ": "
              + code
              + " "
              + decoder.detail());
    }
  }
}
