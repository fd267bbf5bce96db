package io.cryptoscalp.engine.features;

/**
 * Order-flow imbalance of one price level between two states of the book.
 *
 * <p>e = 1{Pb' &gt;= Pb} qb' - 1{Pb' &lt;= Pb} qb - 1{Pa' &lt;= Pa} qa' + 1{Pa' &gt;= Pa} qa,
 * primes marking the newer state (Cont, Kukanov and Stoikov, The Price Impact of Order Book Events,
 * Journal of Financial Econometrics 12, 2014, section 2). Unit: scaled quantity; positive when
 * buying pressure grew. Applied to the n-th level it gives the multi-level form of Xu, Gould and
 * Howison (2018).
 */
final class OrderFlow {
  private OrderFlow() {}

  static long bid(long oldPrice, long oldQuantity, long price, long quantity) {
    return (price >= oldPrice ? quantity : 0) - (price <= oldPrice ? oldQuantity : 0);
  }

  static long ask(long oldPrice, long oldQuantity, long price, long quantity) {
    return (price >= oldPrice ? oldQuantity : 0) - (price <= oldPrice ? quantity : 0);
  }
}
