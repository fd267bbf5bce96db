package io.cryptoscalp.operators.account;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.event.StreamEvent;
import java.util.PriorityQueue;

/**
 * Hot state of one account: its engine, and the events that wait for the watermark.
 *
 * @param engine risk, orders, positions
 * @param pending events above the watermark, in {@link EventOrder}; empty when events act on
 *     arrival
 */
record AccountState(AccountEngine engine, PriorityQueue<StreamEvent> pending) {}
