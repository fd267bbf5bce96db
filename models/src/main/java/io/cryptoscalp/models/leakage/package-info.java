/** Checks of datasets for what no model may know. Nothing here trains what trades. */
@NullMarked
package io.cryptoscalp.models.leakage;

import org.jspecify.annotations.NullMarked;
