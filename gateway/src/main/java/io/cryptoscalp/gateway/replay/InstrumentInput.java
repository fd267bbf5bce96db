package io.cryptoscalp.gateway.replay;

import io.cryptoscalp.engine.instrument.Venue;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one instrument, in the order in which they continue each other.
 *
 * @param venue product line
 * @param symbol the venue's symbol, upper case
 * @param files recorded files, oldest first
 */
record InstrumentInput(Venue venue, String symbol, List<Path> files) {}
