/**
 * What a strategy must have shown before it may trade for real: gates as data, evidence, verdicts
 * and the ledger of who decided what. No trading, no reports; whoever starts a live job asks here.
 */
@NullMarked
package io.cryptoscalp.models.promotion;

import org.jspecify.annotations.NullMarked;
