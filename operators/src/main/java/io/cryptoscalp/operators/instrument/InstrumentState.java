package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import org.jspecify.annotations.Nullable;

/**
 * Hot state of one instrument key.
 *
 * @param instrument the specification, null for a symbol the catalogue does not know
 * @param pipeline its pipeline, null likewise
 * @param counts its frames by stream since the last row of them
 */
record InstrumentState(
    @Nullable Instrument instrument, @Nullable InstrumentPipeline pipeline, IngestCounts counts) {}
