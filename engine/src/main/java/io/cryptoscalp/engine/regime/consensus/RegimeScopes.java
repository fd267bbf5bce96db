package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Whom a conclusion is about: an instrument by its id, an underlying by its currency, a venue group
 * by its name, or all of the {@link #MARKET}.
 *
 * @param instrument instrument id, {@code BTCUSDT-PERP.BINANCE}
 * @param underlying base currency, {@code BTC}
 * @param group venues of one operator, {@code BINANCE}
 */
public record RegimeScopes(String instrument, String underlying, String group) {
  /** Scope of everything. */
  public static final String MARKET = "MARKET";

  /** The scopes that an instrument is in. */
  public static RegimeScopes of(Instrument instrument) {
    return new RegimeScopes(instrument.id(), instrument.base(), group(instrument.id()));
  }

  /** The venue group in an instrument's id, all of the id when it names none. */
  public static String group(String instrumentId) {
    return instrumentId.substring(instrumentId.lastIndexOf('.') + 1);
  }

  /** True for what is concluded of the instrument itself, by its id or its underlying. */
  public boolean isOwn(String scope) {
    return scope.equals(instrument) || scope.equals(underlying);
  }

  /** True for what is concluded of all around it, its venue group or the market. */
  public boolean isOuter(String scope) {
    return scope.equals(group) || scope.equals(MARKET);
  }
}
