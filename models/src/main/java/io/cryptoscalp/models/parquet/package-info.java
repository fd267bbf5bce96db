/**
 * Tables of columns in Parquet files, local and without Hadoop. Nothing here knows what is kept.
 */
@NullMarked
package io.cryptoscalp.models.parquet;

import org.jspecify.annotations.NullMarked;
