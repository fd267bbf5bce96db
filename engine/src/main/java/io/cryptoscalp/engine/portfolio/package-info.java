/**
 * Positions, profit, funding and equity of an account. Accounting only: no decisions, no orders.
 */
@NullMarked
package io.cryptoscalp.engine.portfolio;

import org.jspecify.annotations.NullMarked;
