/**
 * Model versions on disk: immutable folders, cards, golden vectors, stages, and the control
 * messages that name them. Nothing here trains or scores.
 */
@NullMarked
package io.cryptoscalp.models.registry;

import org.jspecify.annotations.NullMarked;
