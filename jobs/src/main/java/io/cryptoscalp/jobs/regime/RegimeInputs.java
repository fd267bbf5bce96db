package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.operators.source.ControlRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the regime job reads.
 *
 * @param measures records of the measures' topic, with watermarks on event time
 * @param parameters records of the parameters' topic, of one task; marked idle, so that they hold
 *     no watermark back
 */
public record RegimeInputs(
    DataStream<ControlRecord> measures, DataStream<ControlRecord> parameters) {}
