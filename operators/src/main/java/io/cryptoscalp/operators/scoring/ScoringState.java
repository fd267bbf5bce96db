package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import java.util.List;

/**
 * What a checkpoint keeps of the scoring stage's models: commands only, models are read again from
 * their folders.
 *
 * @param commands accepted commands that still rule some venue time, in order of arrival
 * @param pruned names of the models older commands of which have been dropped, so that the first
 *     one here rules all earlier times
 * @param seenIds ids of the newest commands, oldest first, accepted or not
 */
record ScoringState(List<ModelCommand> commands, List<String> pruned, List<String> seenIds) {
  ScoringState {
    commands = List.copyOf(commands);
    pruned = List.copyOf(pruned);
    seenIds = List.copyOf(seenIds);
  }
}
