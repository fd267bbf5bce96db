/**
 * The live topics as Parquet files by instrument and day, with the exact offsets that they cover,
 * and the way back to frames.
 *
 * <p>Payloads pass byte for byte; nothing here decodes them.
 */
@NullMarked
package io.cryptoscalp.jobs.archive;

import org.jspecify.annotations.NullMarked;
