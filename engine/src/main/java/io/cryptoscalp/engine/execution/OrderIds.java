package io.cryptoscalp.engine.execution;

/**
 * Client order ids: a hash of what the order is for, so that a replay gives the same id and the
 * ledger and the venue drop the repeat. At most 36 characters of {@code [a-z0-9-]}.
 */
public final class OrderIds {
  /** What the ids begin with of orders by which a venue closes positions by force. */
  private static final String FORCED = "autoclose-";

  private OrderIds() {}

  /** The id of an order of the venue itself, by its number. */
  public static String forced(long number) {
    return FORCED + number;
  }

  /**
   * True for an order by which the venue closes a position: no account sent it, none can cancel it
   * (Binance, "Event: Order Update": client order ids of liquidations begin so).
   */
  public static boolean isForced(String clientOrderId) {
    return clientOrderId.startsWith(FORCED);
  }

  /**
   * The id of one leg of an intent.
   *
   * @param account account
   * @param intentId the intent, unique per strategy, instrument and frame
   * @param leg {@code en} entry, {@code ex} exit, {@code sl} stop, {@code tp} target, with a number
   *     where there are several
   */
  public static String of(String account, String intentId, String leg) {
    return "cs-" + Long.toHexString(hash(account + '|' + intentId)) + "-" + leg;
  }

  /**
   * The other leg of a bracket: the target of a stop, the stop of a target, of the same fill.
   *
   * @param id an id of {@link #of} with leg {@code sl} or {@code tp}
   * @return the sibling's id; the id itself for any other leg
   */
  public static String sibling(String id) {
    int leg = id.indexOf('-', 3) + 1;
    String head = id.substring(0, leg);
    if (id.startsWith("sl", leg)) {
      return head + "tp" + id.substring(leg + 2);
    }
    if (id.startsWith("tp", leg)) {
      return head + "sl" + id.substring(leg + 2);
    }
    return id;
  }

  /**
   * FNV-1a, 64 bits, finished with the mixer of SplitMix64 so that near texts differ in all digits.
   */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    return hash ^ hash >>> 31;
  }
}
