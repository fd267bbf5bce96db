package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import java.util.List;

/**
 * What a checkpoint keeps of the scoring stage: commands only, models are read again from their
 * folders.
 *
 * @param commands accepted commands that still rule some venue time, in order of arrival
 * @param pruned true when older commands have been dropped, so that the first one rules all earlier
 *     times
 * @param seenIds ids of the newest commands, oldest first, accepted or not
 */
record ScoringState(List<ModelCommand> commands, boolean pruned, List<String> seenIds) {
  ScoringState {
    commands = List.copyOf(commands);
    seenIds = List.copyOf(seenIds);
  }
}
