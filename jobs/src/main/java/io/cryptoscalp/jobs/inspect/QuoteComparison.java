package io.cryptoscalp.jobs.inspect;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the top of a book against the venue's own quote of the same update id. Either may come
 * first; each side waits for the other among a bounded number of the newest.
 */
final class QuoteComparison {
  private static final int WAITING = 8192;

  private final Map<Long, Top> books = new Newest();
  private final Map<Long, Top> quotes = new Newest();
  private long compared;
  private long different;
  private String firstDifference = "";

  /** Best prices and quantities, scaled. */
  record Top(long bid, long bidQuantity, long ask, long askQuantity) {}

  /** The book after an update. */
  void book(long updateId, Top top) {
    Top quote = quotes.remove(updateId);
    if (quote == null) {
      books.put(updateId, top);
    } else {
      compare(updateId, top, quote);
    }
  }

  /** The venue's quote at an update. */
  void quote(long updateId, Top top) {
    Top book = books.remove(updateId);
    if (book == null) {
      quotes.put(updateId, top);
    } else {
      compare(updateId, book, top);
    }
  }

  private void compare(long updateId, Top book, Top quote) {
    compared++;
    if (!book.equals(quote)) {
      different++;
      if (firstDifference.isEmpty()) {
        firstDifference = "update " + updateId + ": book " + book + ", venue " + quote;
      }
    }
  }

  /** Update ids seen on both sides. */
  long compared() {
    return compared;
  }

  /** Of these, how many differ in any of the four numbers. */
  long different() {
    return different;
  }

  /** The first of them in words, empty without one. */
  String firstDifference() {
    return firstDifference;
  }

  /** Forgets the oldest. */
  private static final class Newest extends LinkedHashMap<Long, Top> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Top> eldest) {
      return size() > WAITING;
    }
  }
}
