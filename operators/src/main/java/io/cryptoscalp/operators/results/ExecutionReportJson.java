package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;

/** Reads the JSON of topic {@code fills}. Not thread-safe. */
public final class ExecutionReportJson {
  private final RowDecoder decoder = new RowDecoder();
  private final InstrumentLookup catalogue;

  /**
   * Creates it.
   *
   * @param catalogue the instrument of an id, null when there is none
   */
  public ExecutionReportJson(InstrumentLookup catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The report in a record's value.
   *
   * @throws RowFormatException as {@link OrderJson#decode}
   */
  public ExecutionReport decode(byte[] json) throws RowFormatException {
    DecodedRow row = new DecodedRow(ResultTable.FILLS, decoder.decode(ResultTable.FILLS, json));
    String reportId = row.text();
    String clientOrderId = row.text();
    String account = row.text();
    String strategy = row.text();
    Instrument instrument = DecodedRow.instrument(row.text(), catalogue);
    Side side = row.word(Side.class);
    ExecutionReport.Status status = row.word(ExecutionReport.Status.class);
    long lastQuantity = row.scaled(instrument.quantityDecimals());
    long lastPrice = row.scaled(instrument.priceDecimals());
    long cumulative = row.scaled(instrument.quantityDecimals());
    long leaves = row.scaled(instrument.quantityDecimals());
    double fee = row.real();
    boolean maker = row.flag();
    String reason = row.text();
    return new ExecutionReport(
        reportId,
        clientOrderId,
        account,
        strategy,
        instrument.id(),
        side,
        status,
        lastQuantity,
        lastPrice,
        cumulative,
        leaves,
        fee,
        maker,
        reason,
        row.integer());
  }
}
