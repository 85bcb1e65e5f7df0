package dev.smo.connector;

import java.util.OptionalLong;

/**
 * What people did with a post, counted by its network.
 *
 * @param views times seen, where the network tells
 */
public record Engagement(long likes, long reposts, long replies, long quotes, OptionalLong views) {}
