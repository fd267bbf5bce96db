package io.cryptoscalp.engine.instrument;

import java.util.List;

/** Writes the CSV form of a catalogue that {@link InstrumentCatalogue#readCsv} reads. */
public final class InstrumentCsv {
  private InstrumentCsv() {}

  /** Header and a line an instrument, each ended by a line feed. */
  public static String write(List<Instrument> instruments) {
    StringBuilder text = new StringBuilder(InstrumentCatalogue.HEADER).append('\n');
    for (Instrument each : instruments) {
      String[] cells = {
        each.id(),
        each.symbol(),
        each.venue().id(),
        each.base(),
        each.quote(),
        each.settle(),
        Boolean.toString(each.inverse()),
        Integer.toString(each.priceDecimals()),
        Integer.toString(each.quantityDecimals()),
        plain(each.tickSize(), each.priceDecimals()),
        plain(each.lotSize(), each.quantityDecimals()),
        plain(each.minQuantity(), each.quantityDecimals()),
        real(each.minNotional()),
        real(each.contractSize()),
        real(each.makerFee()),
        real(each.takerFee()),
        real(each.maintenanceMarginRate()),
        real(each.maxLeverage())
      };
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }

  /** A scaled non-negative long as a decimal without exponent or trailing zeros. */
  static String plain(long scaled, int decimals) {
    StringBuilder digits = new StringBuilder(Long.toString(scaled));
    while (digits.length() <= decimals) {
      digits.insert(0, '0');
    }
    int point = digits.length() - decimals;
    digits.insert(point, '.');
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    if (digits.charAt(end - 1) == '.') {
      end--;
    }
    return digits.substring(0, end);
  }

  /** Nine decimals are enough for fees, margins and notionals. */
  private static String real(double value) {
    return plain(Math.round(value * 1e9), 9);
  }
}
