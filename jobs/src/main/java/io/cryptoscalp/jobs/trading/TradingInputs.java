package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * What the trading job reads.
 *
 * @param frames raw frames of all venues without heartbeats, with watermarks on receive time
 * @param commands model commands and, where they are asked for, directives of regimes
 * @param riskCommands commands to accounts; marked idle, so that they hold no watermark back
 * @param controlRows dead letters of the control topic, and of that of directives
 * @param reports execution reports of a gateway; null when execution is on paper
 */
public record TradingInputs(
    DataStream<RawFrame> frames,
    DataStream<StreamEvent> commands,
    DataStream<AccountEvent> riskCommands,
    DataStream<ResultRow> controlRows,
    @Nullable DataStream<AccountEvent> reports) {}
