/** One account as a whole: risk, orders, execution and positions behind one facade. */
@NullMarked
package io.cryptoscalp.engine.account;

import org.jspecify.annotations.NullMarked;
