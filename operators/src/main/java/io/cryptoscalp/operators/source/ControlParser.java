package io.cryptoscalp.operators.source;

import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.stream.AccountEvent;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns control records into commands: those for models on the main output, those for risk on
 * {@link #RISK}; what is none becomes a dead letter.
 */
public final class ControlParser extends ProcessFunction<ControlRecord, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the control topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("control-rows", ResultRow.TYPE);

  /** Commands to the risk stage, addressed to their account. */
  public static final OutputTag<AccountEvent> RISK =
      new OutputTag<>("risk-commands", AccountEvent.TYPE);

  /** Creates it. */
  public ControlParser() {}

  @Override
  public void processElement(ControlRecord record, Context context, Collector<StreamEvent> out) {
    try {
      if (RiskCommandJson.isRisk(record.payload())) {
        RiskCommand command = RiskCommandJson.decode(record.payload());
        context.output(RISK, new AccountEvent(command.account(), command));
      } else {
        out.collect(ControlJson.decode(record.payload()));
      }
    } catch (ModelException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(':');
      context.output(
          ROWS,
          new RowEncoders()
              .deadLetter(
                  new DeadLetter(
                      ControlRecordDeserializer.TOPIC,
                      record.partition(),
                      record.offset(),
                      colon < 0 ? "CONTROL_INVALID" : message.substring(0, colon),
                      message,
                      "",
                      "control",
                      record.timestampNs(),
                      record.payload())));
    }
  }
}
