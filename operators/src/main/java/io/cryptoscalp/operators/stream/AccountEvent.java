package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.StreamEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * An event addressed to one account.
 *
 * @param account the account
 * @param event what happened
 */
public record AccountEvent(String account, StreamEvent event) {
  /** Type information for Flink. */
  public static final TypeInformation<AccountEvent> TYPE =
      new ValueTypeInfo<>(AccountEvent.class, AccountEventSerializer::new);
}
