package io.cryptoscalp.jobs.ticks;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.EventTapeBuilder;
import io.cryptoscalp.jobs.backtest.BacktestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A market told order by order, as CSV in the order of arrival with the header {@code
 * venue_ns,local_ns,action,side,price,quantity,order_id}. Actions are {@code add}, {@code modify},
 * {@code cancel} and {@code execute} of resting orders, {@code trade} (its side took) and {@code
 * clear}. Places in the queue are then known and not estimated.
 */
public final class OrderFile {
  private static final String HEADER = "venue_ns,local_ns,action,side,price,quantity,order_id";

  private OrderFile() {}

  /**
   * Reads one.
   *
   * @param id instrument id
   * @param baseLatencyNs see {@link EventTapeBuilder}
   * @throws BacktestException {@code ORDER_FILE_INVALID} naming file, line and text, {@code
   *     INSTRUMENT_UNKNOWN}
   */
  public static EventTape read(
      Path file, String id, InstrumentCatalogue catalogue, long baseLatencyNs) throws IOException {
    Instrument instrument = catalogue.find(id);
    if (instrument == null) {
      throw new BacktestException("INSTRUMENT_UNKNOWN: id=" + id);
    }
    EventTapeBuilder tape = new EventTapeBuilder(instrument, baseLatencyNs);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 1;
      String line = reader.readLine();
      if (!HEADER.equals(line)) {
        throw invalid(file, number, String.valueOf(line));
      }
      for (line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        try {
          add(line.split(",", -1), instrument, tape);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          throw invalid(file, number, line);
        }
      }
    }
    return tape.build();
  }

  private static void add(String[] cells, Instrument instrument, EventTapeBuilder tape) {
    long venue = Long.parseLong(cells[0]);
    long local = Long.parseLong(cells[1]);
    long price = cells[4].isEmpty() ? 0 : instrument.scalePrice(Double.parseDouble(cells[4]));
    long quantity = cells[5].isEmpty() ? 0 : instrument.scaleQuantity(Double.parseDouble(cells[5]));
    long id = cells[6].isEmpty() ? 0 : Long.parseLong(cells[6]);
    switch (cells[2]) {
      case "add" -> tape.addOrder(venue, local, id, side(cells[3]), price, quantity);
      case "modify" -> tape.modifyOrder(venue, local, id, price, quantity);
      case "cancel" -> tape.cancelOrder(venue, local, id, price);
      case "execute" -> tape.executeOrder(venue, local, id, price, quantity);
      case "trade" -> tape.trade(venue, local, side(cells[3]), price, quantity);
      case "clear" -> tape.clear(venue, local);
      default -> throw new IllegalArgumentException(cells[2]);
    }
    tape.endMessage();
  }

  private static Side side(String text) {
    return Side.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static BacktestException invalid(Path file, int line, String text) {
    return new BacktestException(
        "ORDER_FILE_INVALID: file=" + file + " line=" + line + " text=" + text);
  }
}
