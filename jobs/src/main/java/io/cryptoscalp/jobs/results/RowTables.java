package io.cryptoscalp.jobs.results;

import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowFormat;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Rows straight into ClickHouse, without topics between: for runs that can be repeated. At least
 * once: every checkpoint waits for what was written before it, and {@code ReplacingMergeTree} keeps
 * one row of each id. Errors: {@code CLICKHOUSE_UNREACHABLE}, {@code CLICKHOUSE_INSERT_FAILED},
 * after the configured number of tries.
 */
public final class RowTables implements Sink<ResultRow> {
  private static final long serialVersionUID = 1L;

  private final String url;
  private final String user;
  private final String password;
  private final RowInserts.Limits limits;

  private RowTables(ResultsJobConfig config) {
    url = config.clickHouse().url();
    user = config.clickHouse().user();
    password = config.clickHouse().password();
    limits = new RowInserts.Limits(config.batchRows(), config.batchBytes(), config.attempts());
  }

  /**
   * Writes rows.
   *
   * @param rows in {@link RowFormat#ROW_BINARY}
   * @param config address and batches; an insert waits for rows, bytes or a checkpoint, not for
   *     time
   */
  public static void write(DataStream<ResultRow> rows, ResultsJobConfig config) {
    rows.sinkTo(new RowTables(config)).uid("clickhouse").name("clickhouse");
  }

  @Override
  public SinkWriter<ResultRow> createWriter(WriterInitContext context) throws IOException {
    try {
      return new Writer(
          new RowInserts(new ClickHouseAddress(url, user, password).connect(), limits));
    } catch (SQLException e) {
      throw new IOException("CLICKHOUSE_UNREACHABLE: cause=" + e.getMessage(), e);
    }
  }

  /** Hands rows on; swallows nothing. */
  private static final class Writer implements SinkWriter<ResultRow> {
    private final RowInserts inserts;

    Writer(RowInserts inserts) {
      this.inserts = inserts;
    }

    @Override
    public void write(ResultRow row, Context context) throws IOException, InterruptedException {
      inserts.add(row);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      inserts.flush();
    }

    @Override
    public void close() {
      inserts.close();
    }
  }
}
