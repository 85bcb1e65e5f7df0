package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.Post;
import java.time.Instant;

/**
 * One post on its way to one account.
 *
 * @param id stable over all attempts: the idempotency key
 * @param connection the account, its secrets opened
 * @param post what to send
 * @param attempt 1 for the first
 * @param started when the first attempt began; stable over all attempts, so keys and dates may be
 *     derived from it. Whole milliseconds.
 */
public record Delivery(String id, Connection connection, Post post, int attempt, Instant started) {}
