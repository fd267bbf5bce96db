package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.TradingCosts;
import io.cryptoscalp.models.family.policy.MarketPath;
import io.cryptoscalp.models.family.policy.TradingTerms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Candles as a market that policies trade: paths without gaps, and instruments that cost a fee. */
public final class PolicyMarket {
  private static final double BPS = 1e4;
  private static final int LEAST_ROWS = 64;
  private static final int PRICE_DIGITS = 6; // behind the first: steps of a millionth
  private static final int MOST_DECIMALS = 8;

  private PolicyMarket() {}

  /**
   * Reads candles.
   *
   * @param source their features
   * @param names columns wanted
   * @param candles by instrument, as the source has them
   * @param intervalNs length of a candle
   * @param costs of a trade
   */
  public static PolicyRegistration.Market of(
      CandleFeatureSource source,
      List<String> names,
      SortedMap<String, CandleFile> candles,
      long intervalNs,
      TradingCosts costs) {
    Map<String, Instrument> instruments = new HashMap<>();
    candles.forEach(
        (id, file) ->
            instruments.put(id, instrument(id, file.candles().get(0).close(), costs.takerFee())));
    List<MarketPath> paths =
        MarketPath.read(
            source,
            FeatureQuery.all(source.featureSet()),
            names,
            2 * intervalNs,
            LEAST_ROWS,
            instruments::get);
    TradingTerms base = TradingTerms.DEFAULT;
    TradingTerms terms =
        new TradingTerms(
            base.notional(),
            BPS * costs.spread() / 2,
            BPS * costs.slippage(),
            base.riskAversion(),
            base.drawdownPenalty());
    return new PolicyRegistration.Market(source.featureSet(), names, paths, intervalNs, terms);
  }

  /**
   * What a policy looks at: the usual features of a timeframe where all of them are among those
   * known, else all that are known. Hundreds of inputs drown what little there is to be learnt from
   * rewards.
   *
   * @param known features that are valid often enough
   * @param timeframe as feature ids end, {@code 1m}
   */
  public static List<String> features(List<String> known, String timeframe) {
    List<String> usual = CandleFeatureSource.usual(timeframe);
    return new HashSet<>(known).containsAll(usual) ? usual : known;
  }

  /** An instrument whose steps of price and quantity are too fine to matter. */
  private static Instrument instrument(String id, double price, double takerFee) {
    int magnitude = (int) Math.floor(Math.log10(price));
    int priceDecimals = Math.max(0, Math.min(MOST_DECIMALS + 4, PRICE_DIGITS - magnitude));
    int quantityDecimals = Math.max(0, Math.min(MOST_DECIMALS, magnitude + 2));
    return new Instrument(
        id,
        id,
        Venue.BINANCE_USDM,
        "BASE",
        "QUOTE",
        "QUOTE",
        false,
        priceDecimals,
        quantityDecimals,
        1,
        1,
        1,
        0,
        1,
        takerFee,
        takerFee,
        0,
        1);
  }
}
