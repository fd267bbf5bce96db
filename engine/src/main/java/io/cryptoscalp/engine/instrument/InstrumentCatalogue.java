package io.cryptoscalp.engine.instrument;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All instruments known to a process, by id and by venue and symbol. Immutable; look-ups allocate
 * nothing.
 */
public final class InstrumentCatalogue implements InstrumentLookup {
  /** Column names of the CSV form, in order. */
  public static final String HEADER =
      "id,symbol,venue,base,quote,settle,inverse,priceDecimals,quantityDecimals,tickSize,lotSize,"
          + "minQuantity,minNotional,contractSize,makerFee,takerFee,maintenanceMarginRate,maxLeverage";

  private static final String RESOURCE = "/instruments.csv";

  private final List<Instrument> all;
  private final Map<String, Instrument> byId = new HashMap<>();
  private final Map<Venue, Map<String, Instrument>> bySymbol = new EnumMap<>(Venue.class);

  /**
   * Creates it.
   *
   * @throws IllegalArgumentException when an id or a venue's symbol stands there twice
   */
  public InstrumentCatalogue(List<Instrument> instruments) {
    all = Collections.unmodifiableList(new ArrayList<>(instruments));
    for (Venue venue : Venue.values()) {
      bySymbol.put(venue, new HashMap<>());
    }
    for (Instrument instrument : all) {
      Map<String, Instrument> symbols = symbols(instrument.venue());
      if (byId.put(instrument.id(), instrument) != null
          || symbols.put(instrument.symbol(), instrument) != null) {
        throw new IllegalArgumentException("INSTRUMENT_REPEATED: id=" + instrument.id());
      }
    }
  }

  /** The catalogue that comes with the engine; read once, since trials ask for it by thousands. */
  public static InstrumentCatalogue builtIn() {
    return BuiltIn.CATALOGUE;
  }

  /** Read at its first use. */
  private static final class BuiltIn {
    static final InstrumentCatalogue CATALOGUE = readBuiltIn();
  }

  private static InstrumentCatalogue readBuiltIn() {
    InputStream resource = InstrumentCatalogue.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException("CATALOGUE_MISSING: resource=" + RESOURCE);
    }
    try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
      return readCsv(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("CATALOGUE_UNREADABLE: resource=" + RESOURCE, e);
    }
  }

  /**
   * Reads the CSV form: {@link #HEADER}, then a line an instrument; prices and quantities as plain
   * decimals.
   *
   * @throws IllegalArgumentException when a line does not fit; the message names line, column and
   *     value
   */
  public static InstrumentCatalogue readCsv(Reader source) throws IOException {
    BufferedReader reader = new BufferedReader(source);
    if (!HEADER.equals(reader.readLine())) {
      throw new IllegalArgumentException("CATALOGUE_HEADER_INVALID: expected=" + HEADER);
    }
    List<Instrument> instruments = new ArrayList<>();
    int number = 1;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        instruments.add(new CsvLine(line, number).instrument());
      }
    }
    return new InstrumentCatalogue(instruments);
  }

  /** Every instrument, in the order of the source. */
  public List<Instrument> all() {
    return all;
  }

  @Override
  public @Nullable Instrument find(String id) {
    return byId.get(id);
  }

  /** The instrument of a venue's symbol, or null. */
  public @Nullable Instrument find(Venue venue, String symbol) {
    return symbols(venue).get(symbol);
  }

  private Map<String, Instrument> symbols(Venue venue) {
    Map<String, Instrument> symbols = bySymbol.get(venue);
    if (symbols == null) {
      throw new IllegalStateException("no map for " + venue);
    }
    return symbols;
  }

  /** One line of the CSV form. */
  private static final class CsvLine {
    private final String[] cells;
    private final String[] columns = HEADER.split(",");
    private final int number;
    private int next;

    CsvLine(String line, int number) {
      this.cells = line.split(",", -1);
      this.number = number;
      if (cells.length != columns.length) {
        throw new IllegalArgumentException(
            "CATALOGUE_LINE_INVALID: line=" + number + " columns=" + cells.length);
      }
    }

    Instrument instrument() {
      String id = text();
      String symbol = text();
      Venue venue = Venue.ofId(text());
      String base = text();
      String quote = text();
      String settle = text();
      boolean inverse = text().equals("true");
      int priceDecimals = (int) real();
      int quantityDecimals = (int) real();
      return new Instrument(
          id,
          symbol,
          venue,
          base,
          quote,
          settle,
          inverse,
          priceDecimals,
          quantityDecimals,
          Math.round(real() * StrictMath.pow(10, priceDecimals)),
          Math.round(real() * StrictMath.pow(10, quantityDecimals)),
          Math.round(real() * StrictMath.pow(10, quantityDecimals)),
          real(),
          real(),
          real(),
          real(),
          real(),
          real());
    }

    private String text() {
      return cells[next++].trim();
    }

    private double real() {
      String text = text();
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "CATALOGUE_VALUE_INVALID: line="
                + number
                + " column="
                + columns[next - 1]
                + " value="
                + text,
            e);
      }
    }
  }
}
