package io.cryptoscalp.jobs.search;

import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.promotion.ChainedFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * That a study looked at its held-out data. They are new only once.
 *
 * @param number from 1, in the register
 * @param previous digest of the line before, hex; empty for the first
 * @param study name of the study
 * @param spec digest of its specification, hex: equal specifications are one study
 * @param strategy strategies that were searched
 * @param dataHash digest of the data, hex
 * @param instruments whose data they are
 * @param fromNs begin of the searched data, ns
 * @param splitNs begin of the held-out data, ns
 * @param toNs end of them, exclusive, ns
 * @param trials trials that were run
 * @param who a person or a process
 * @param at when, ISO-8601
 * @param why reason given for a look at data that were not new; empty without one
 */
public record HeldOutLook(
    long number,
    String previous,
    String study,
    String spec,
    String strategy,
    String dataHash,
    List<String> instruments,
    long fromNs,
    long splitNs,
    long toNs,
    long trials,
    String who,
    String at,
    String why)
    implements ChainedFile.Entry {
  /** Copies. */
  public HeldOutLook {
    instruments = List.copyOf(instruments);
  }

  /** A look of a study that no register has yet. */
  public static HeldOutLook of(StudySpec spec, long trials, String who, String at, String why) {
    String line = StudyFolder.specLine(spec);
    return new HeldOutLook(
        0,
        "",
        spec.study(),
        Sha256.hex(line.getBytes(StandardCharsets.UTF_8)),
        spec.strategy(),
        spec.dataHash(),
        spec.instruments(),
        spec.fromNs(),
        spec.splitNs(),
        spec.toNs(),
        trials,
        who,
        at,
        why);
  }

  HeldOutLook at(long place, String after) {
    return new HeldOutLook(
        place,
        after,
        study,
        spec,
        strategy,
        dataHash,
        instruments,
        fromNs,
        splitNs,
        toNs,
        trials,
        who,
        at,
        why);
  }

  /** True when some of the data are the same, searched or held out. */
  boolean sharesData(HeldOutLook other) {
    return sameMarket(other) && fromNs < other.toNs && other.fromNs < toNs;
  }

  /** True when some of the held-out data were searched or held out by the other. */
  boolean heldOutSeenBy(HeldOutLook other) {
    return sameMarket(other) && splitNs < other.toNs && other.fromNs < toNs;
  }

  /** What happened in a market is the same in whatever files. */
  private boolean sameMarket(HeldOutLook other) {
    if (dataHash.equals(other.dataHash)) {
      return true;
    }
    for (String own : instruments) {
      for (String theirs : other.instruments) {
        if (symbol(own).equals(symbol(theirs))) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code BTCUSDT} of {@code BTCUSDT-PERP.BINANCE}; files of candles say no more. */
  private static String symbol(String instrument) {
    return instrument.split("[-.]", 2)[0];
  }
}
