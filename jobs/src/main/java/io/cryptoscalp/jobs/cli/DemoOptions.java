package io.cryptoscalp.jobs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo runs.
 *
 * @param input recorded file or folder, null for a generated market
 * @param speed multiple of the recorded pace
 * @param duration wall-clock limit, zero for none
 * @param parallelism subtasks of the trading job
 * @param flinkPort of the web UI, 0 for 8081 or a free one
 * @param seed of the generated market
 * @param symbols of the generated market
 * @param rate book changes a second and symbol of the generated market
 * @param keep folder for the data, null for the usual one, which the next demo replaces
 */
record DemoOptions(
    @Nullable Path input,
    double speed,
    Duration duration,
    int parallelism,
    int flinkPort,
    long seed,
    List<String> symbols,
    double rate,
    @Nullable Path keep) {}
