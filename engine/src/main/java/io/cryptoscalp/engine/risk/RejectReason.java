package io.cryptoscalp.engine.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Every reason to reject an intent. Names are part of the decision rows and of alerts: never
 * rename.
 */
public enum RejectReason {
  /** The intent has no protective stop. */
  POSITION_STOP_MISSING("an entry needs a stop"),
  /** The stop lies on the profit side of the entry. */
  POSITION_STOP_WRONG_SIDE("the stop must lie on the losing side of the reference price"),
  /** The intent has no profit target. */
  POSITION_TAKE_PROFIT_MISSING("an entry needs a profit target"),
  /** The target lies on the losing side of the entry. */
  POSITION_TAKE_PROFIT_WRONG_SIDE("the target must lie on the winning side of the reference price"),
  /** The strategy holds or is entering a position in the instrument. */
  POSITION_ALREADY_OPEN("one position a strategy and instrument"),
  /** What risk allows is below the venue's minimum. */
  POSITION_TOO_SMALL(
      "the size risk allows is below the venue's minimum",
      RiskLimit.MAX_RISK_PER_TRADE,
      RiskLimit.MAX_POSITION_SHARE,
      RiskLimit.MAX_ORDER_NOTIONAL),
  /** An exit for a strategy that holds nothing. */
  POSITION_NOTHING_TO_CLOSE("an exit needs a position"),
  /** An exit while another one is under way. */
  POSITION_ALREADY_CLOSING("a market exit of the position is under way"),
  /** As many positions as the regime allows. */
  PORTFOLIO_MAX_POSITIONS("open and pending positions reach the regime's limit"),
  /** Sum of absolute notionals, pending orders counted. */
  PORTFOLIO_GROSS_EXPOSURE(
      "gross exposure with pending orders exceeds its share of equity", RiskLimit.MAX_GROSS_SHARE),
  /** Absolute sum of signed notionals, pending orders counted. */
  PORTFOLIO_NET_EXPOSURE(
      "net exposure with pending orders exceeds its share of equity", RiskLimit.MAX_NET_SHARE),
  /** Too much in one base currency. */
  PORTFOLIO_CONCENTRATION(
      "exposure to one base currency exceeds its share of equity", RiskLimit.MAX_BASE_SHARE),
  /** Trading is halted. */
  ACCOUNT_HALTED("the account is halted until it is resumed"),
  /** Only reducing orders are allowed. */
  ACCOUNT_REDUCING("the account may only reduce positions"),
  /** The strategy is halted. */
  ACCOUNT_STRATEGY_HALTED("the strategy is halted until it is resumed"),
  /** The strategy may only reduce. */
  ACCOUNT_STRATEGY_REDUCING("the strategy may only reduce positions"),
  /** Today's loss. */
  ACCOUNT_DAILY_LOSS(
      "today's loss reaches its limit: the account is halted", RiskLimit.DAILY_LOSS_HALT),
  /** Fall from the peak. */
  ACCOUNT_DRAWDOWN(
      "the fall from the equity peak reaches its limit: the account is halted",
      RiskLimit.DRAWDOWN_REDUCE,
      RiskLimit.DRAWDOWN_HALT),
  /** Notional over equity. */
  ACCOUNT_LEVERAGE("gross notional over equity exceeds the limit", RiskLimit.MAX_LEVERAGE),
  /** Margin left. */
  ACCOUNT_MARGIN("free margin would fall below its reserve", RiskLimit.MARGIN_RESERVE),
  /** Many instruments in CRASH at once. */
  SYSTEMIC_CRASH("too large a share of the instruments is in CRASH", RiskLimit.CRASH_SHARE),
  /** Funding against the position. */
  SYSTEMIC_FUNDING_EXTREME(
      "the funding rate against the position exceeds its limit", RiskLimit.MAX_FUNDING_AGAINST),
  /** No usable prediction although one is required. */
  MODEL_PREDICTION_MISSING("a valid prediction is required", RiskLimit.REQUIRE_MODEL),
  /** The model's answer is no probability. */
  MODEL_SCORE_INVALID("the prediction is not a number from 0 to 1"),
  /** The model had not all it needs. */
  MODEL_FEATURES_MASKED("the model is active but features it requires were not valid"),
  /** The prediction is old. */
  MODEL_PREDICTION_STALE(
      "the snapshot behind the prediction is older than the limit", RiskLimit.MAX_PREDICTION_AGE),
  /** Too many faulty predictions. */
  MODEL_UNHEALTHY(
      "faulty predictions among the model's last 100 reach the limit", RiskLimit.MAX_MODEL_FAULTS),
  /** Predictions and outcomes part. */
  MODEL_DRIFT(
      "the model's predicted rises differ from those seen beyond chance",
      RiskLimit.MAX_MODEL_DRIFT,
      RiskLimit.MIN_MODEL_OUTCOMES,
      RiskLimit.MODEL_HORIZON),
  /** The model says the opposite. */
  MODEL_DISAGREES("the model's probability contradicts the direction", RiskLimit.MAX_DISAGREEMENT),
  /** The strategy itself is not sure. */
  MODEL_CONFIDENCE_LOW("the confidence lies below the floor", RiskLimit.MIN_CONFIDENCE),
  /** The market data behind the intent is old. */
  OPERATIONAL_STALE_MARKET("no tick of the instrument within the limit", RiskLimit.MAX_TICK_AGE),
  /** The book cannot be trusted. */
  OPERATIONAL_BOOK_UNHEALTHY("the book is out of sync or crossed"),
  /** Too many orders in a short time. */
  OPERATIONAL_ORDER_RATE("orders a minute reach the limit", RiskLimit.MAX_ORDERS_PER_MINUTE),
  /** Too many rejects by the venue. */
  OPERATIONAL_REJECT_RATE(
      "orders the venue rejected within a minute reach the limit",
      RiskLimit.MAX_REJECTS_PER_MINUTE),
  /** A held instrument's feed is silent. */
  OPERATIONAL_FEED_SILENT(
      "a held instrument sends no ticks: the account only reduces until it does",
      RiskLimit.MAX_FEED_SILENCE),
  /** An intent that was judged before. */
  OPERATIONAL_DUPLICATE_INTENT("the intent was judged before"),
  /** Orders whose state nobody knows. */
  OPERATIONAL_UNKNOWN_ORDERS(
      "orders in state UNKNOWN reach the limit", RiskLimit.MAX_UNKNOWN_ORDERS),
  /** Not on the list. */
  COMPLIANCE_NOT_TRADABLE("the instrument is not on the list of traded instruments"),
  /** Not now. */
  COMPLIANCE_BLACKOUT("no entries in this window of time"),
  /** Fat finger. */
  COMPLIANCE_ORDER_NOTIONAL(
      "the order's notional exceeds the limit of one order", RiskLimit.MAX_ORDER_NOTIONAL),
  /** Far from the market. */
  COMPLIANCE_PRICE_BAND(
      "the price lies outside the band around the mark price", RiskLimit.PRICE_BAND),
  /** Against an own working order. */
  COMPLIANCE_SELF_TRADE("an own entry order works on the other side");

  private final String description;
  private final String limitKeys;

  RejectReason(String description, RiskLimit... limits) {
    this.description = description;
    StringJoiner keys = new StringJoiner(",");
    for (RiskLimit limit : limits) {
      keys.add(limit.key());
    }
    this.limitKeys = keys.toString();
  }

  /**
   * The layer that gives it, the first word of its name: {@code position} to {@code compliance}.
   */
  public String layer() {
    return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
  }

  /** What it means, in one line. */
  public String description() {
    return description;
  }

  /** The limits that it compares with; empty when it has none. */
  public List<RiskLimit> limits() {
    List<RiskLimit> limits = new ArrayList<>();
    if (!limitKeys.isEmpty()) {
      for (String key : limitKeys.split(",", -1)) {
        limits.add(RiskLimit.ofKey(key));
      }
    }
    return limits;
  }
}
