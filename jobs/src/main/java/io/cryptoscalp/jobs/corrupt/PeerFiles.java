package io.cryptoscalp.jobs.corrupt;

import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which recorded file of a folder is held against which: spot and USD-M futures of a symbol against
 * each other, a COIN-M perpetual against the USD-M one of its asset.
 */
final class PeerFiles {
  private static final Pattern NAME =
      Pattern.compile("(?<folder>(?:.*/)?)(?<market>spot|usdm|coinm)-(?<symbol>\\w+)(?<rest>.*)");
  private static final String COIN_M = "usd_perp";

  private PeerFiles() {}

  /**
   * The file that another is held against.
   *
   * @param file path below the folder
   * @param exists tells whether there is such a file
   * @return null when there is none
   */
  static @Nullable String of(String file, Predicate<String> exists) {
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      return null;
    }
    String symbol = name.group("symbol");
    String peer =
        switch (name.group("market")) {
          case "spot" -> "usdm-" + symbol;
          case "usdm" -> "spot-" + symbol;
          default ->
              symbol.endsWith(COIN_M)
                  ? "usdm-" + symbol.substring(0, symbol.length() - COIN_M.length()) + "usdt"
                  : "";
        };
    String path = name.group("folder") + peer + name.group("rest");
    return !peer.isEmpty() && exists.test(path) ? path : null;
  }

  /**
   * Whether defects between venues befall this file rather than its peer: one of two does, by the
   * seed's choice.
   */
  static boolean isChosen(String file, long seed, Predicate<String> exists) {
    String peer = of(file, exists);
    if (peer == null || !file.equals(of(peer, exists))) {
      return false;
    }
    String first = file.compareTo(peer) < 0 ? file : peer;
    boolean choice = new SplittableRandom(seed ^ (long) first.hashCode() << 32).nextBoolean();
    return choice == file.equals(first);
  }
}
