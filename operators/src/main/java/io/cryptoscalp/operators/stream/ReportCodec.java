package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Side;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Execution reports as bytes between operators. */
final class ReportCodec {
  private ReportCodec() {}

  static void write(ExecutionReport report, DataOutputView out) throws IOException {
    TextCodec.write(report.reportId(), out);
    TextCodec.write(report.clientOrderId(), out);
    TextCodec.write(report.account(), out);
    TextCodec.write(report.strategy(), out);
    TextCodec.write(report.instrument(), out);
    StreamEventCodec.writeSide(report.side(), out);
    TextCodec.write(report.status().name(), out);
    out.writeLong(report.lastQuantity());
    out.writeLong(report.lastPrice());
    out.writeLong(report.cumulativeQuantity());
    out.writeLong(report.leavesQuantity());
    out.writeDouble(report.fee());
    out.writeBoolean(report.maker());
    TextCodec.write(report.reason(), out);
    out.writeLong(report.eventTimeNs());
  }

  static ExecutionReport read(TextCodec text, DataInputView in) throws IOException {
    return new ExecutionReport(
        text.read(in),
        text.read(in),
        text.read(in),
        text.read(in),
        text.read(in),
        in.readByte() > 0 ? Side.BUY : Side.SELL,
        ExecutionReport.Status.valueOf(text.read(in)),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readBoolean(),
        text.read(in),
        in.readLong());
  }
}
