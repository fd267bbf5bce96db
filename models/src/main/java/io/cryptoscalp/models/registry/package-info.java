/**
 * Model versions on disk or in S3: immutable files, cards, golden vectors, manifests and their
 * signatures, stages with their history, and the control messages that name them. Nothing here
 * trains or scores.
 */
@NullMarked
package io.cryptoscalp.models.registry;

import org.jspecify.annotations.NullMarked;
