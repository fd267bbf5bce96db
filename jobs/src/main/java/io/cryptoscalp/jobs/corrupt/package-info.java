/**
 * Planting known defects in copies of recordings, and measuring how many of them the feed and data
 * quality find. Detectors do not belong here: what plants must not know what looks.
 */
@NullMarked
package io.cryptoscalp.jobs.corrupt;

import org.jspecify.annotations.NullMarked;
