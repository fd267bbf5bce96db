/**
 * The life of orders: ledger, client order ids, protective brackets, paper execution. No risk
 * rules.
 */
@NullMarked
package io.cryptoscalp.engine.execution;

import org.jspecify.annotations.NullMarked;
