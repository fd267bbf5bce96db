package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values of one decoded row, read in column order as the fields of a record. */
final class DecodedRow {
  private final ResultTable table;
  private final Object[] values;
  private int next;

  DecodedRow(ResultTable table, Object[] values) {
    this.table = table;
    this.values = values;
  }

  String text() {
    return (String) values[next++];
  }

  boolean flag() {
    return (Boolean) values[next++];
  }

  long integer() {
    return (Long) values[next++];
  }

  double real() {
    return (Double) values[next++];
  }

  long scaled(int decimals) throws RowFormatException {
    String name = table.columns().get(next).name();
    BigDecimal value = (BigDecimal) values[next++];
    try {
      return value.setScale(decimals, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    } catch (ArithmeticException e) {
      throw new RowFormatException(
          "FIELD_RANGE", "field=" + name + " value=" + value + " decimals=" + decimals);
    }
  }

  <E extends Enum<E>> E word(Class<E> type) throws RowFormatException {
    String name = table.columns().get(next).name();
    String value = text();
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new RowFormatException("FIELD_VALUE", "field=" + name + " value=" + value);
    }
  }

  static Instrument instrument(String id, InstrumentLookup catalogue) throws RowFormatException {
    Instrument instrument = catalogue.find(id);
    if (instrument == null) {
      throw new RowFormatException("INSTRUMENT_UNKNOWN", "instrument=" + id);
    }
    return instrument;
  }
}
