package io.cryptoscalp.jobs.results;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An at-least-once {@link JdbcSink} whose writers close quietly.
 *
 * <p>{@code JdbcSink}'s own writer inserts once more while it is closed and throws when that fails.
 * During an outage this happens in the clean-up of a task that has failed already, which Flink
 * takes for a fatal error of the whole TaskManager process, so that the outage of ClickHouse would
 * end every task on it. What the failed insert held is safe: its rows lie behind the last
 * checkpoint and are read from Kafka again. A regular end writes all rows before it closes.
 */
final class ClickHouseSink implements Sink<TableRow> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSink.class);

  private final JdbcSink<TableRow> jdbc;
  private final long batchBytes;

  /**
   * Creates it.
   *
   * @param jdbc bounds an insert by rows and age, which is all the connector knows
   * @param batchBytes most bytes of one insert: a refused payload may be a megabyte, and thousands
   *     of them would not fit into memory
   */
  ClickHouseSink(JdbcSink<TableRow> jdbc, long batchBytes) {
    this.jdbc = jdbc;
    this.batchBytes = batchBytes;
  }

  @Override
  public SinkWriter<TableRow> createWriter(WriterInitContext context) throws IOException {
    return new Writer(jdbc.createWriter(context), batchBytes);
  }

  /** Flushes on bytes; swallows what closing throws. */
  private static final class Writer implements SinkWriter<TableRow> {
    private final SinkWriter<TableRow> inner;
    private final long batchBytes;
    private long bytes;

    Writer(SinkWriter<TableRow> inner, long batchBytes) {
      this.inner = inner;
      this.batchBytes = batchBytes;
    }

    @Override
    public void write(TableRow row, Context context) throws IOException, InterruptedException {
      inner.write(row, context);
      // Rows that went by number or age in between are counted all the same: at worst an insert is
      // smaller than it might be.
      bytes += row.bytes();
      if (bytes >= batchBytes) {
        flush(false);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      inner.flush(endOfInput);
      bytes = 0;
    }

    @Override
    public void close() throws InterruptedException {
      try {
        inner.close();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("Rows since the last checkpoint were not written and will be read again", e);
      }
    }
  }
}
