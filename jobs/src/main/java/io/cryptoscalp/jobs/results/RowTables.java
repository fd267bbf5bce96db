package io.cryptoscalp.jobs.results;

import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowDecoder;
import io.cryptoscalp.operators.results.RowFormatException;
import java.util.Collection;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Rows straight into ClickHouse, without topics between: for runs that can be repeated. */
public final class RowTables {
  private RowTables() {}

  /**
   * Writes rows with the sinks of the {@link ResultsJob}.
   *
   * @param rows of the tables only
   * @param tables those that rows may be of
   * @param config address and batches
   */
  public static void write(
      DataStream<ResultRow> rows, Collection<ResultTable> tables, ResultsJobConfig config) {
    SingleOutputStreamOperator<TableRow> decoded =
        rows.process(new Decode(), TableRow.TYPE).uid("by-table").name("by table");
    for (ResultTable table : tables) {
      decoded
          .getSideOutput(ResultsJob.ByTable.tag(table))
          .sinkTo(ResultsJob.sink(table, config))
          .uid("clickhouse-" + table.tableName())
          .name("clickhouse " + table.tableName());
    }
  }

  /** Reads a row as the results job does and sends it to its table. */
  private static final class Decode extends ProcessFunction<ResultRow, TableRow> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable RowDecoder decoder;

    @Override
    public void processElement(ResultRow row, Context context, Collector<TableRow> out)
        throws RowFormatException {
      RowDecoder using = decoder;
      if (using == null) {
        using = new RowDecoder();
        decoder = using;
      }
      context.output(
          ResultsJob.ByTable.tag(row.table()),
          new TableRow(row.table(), using.decode(row.table(), row.json())));
    }
  }
}
