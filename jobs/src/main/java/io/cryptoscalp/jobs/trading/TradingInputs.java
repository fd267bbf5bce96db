package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * What the trading job reads.
 *
 * @param frames raw frames of all venues without heartbeats, with watermarks on receive time
 * @param commands model commands
 * @param controlRows dead letters of the control topic
 * @param reports execution reports of a gateway; null when execution is on paper
 */
public record TradingInputs(
    DataStream<RawFrame> frames,
    DataStream<ModelCommand> commands,
    DataStream<ResultRow> controlRows,
    @Nullable DataStream<AccountEvent> reports) {}
