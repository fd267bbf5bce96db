/**
 * The {@code cryptoscalp} command: arguments, configuration, output and exit codes.
 *
 * <p>What a command does is done by the packages it calls; no engine or job logic lives here.
 */
@NullMarked
package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.NullMarked;
