/**
 * How volatile a market is against its own past: realised volatility, EWMA and GARCH(1,1)
 * forecasts, quantile rank and level. Returns only; prices and regimes live elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.volatility;

import org.jspecify.annotations.NullMarked;
