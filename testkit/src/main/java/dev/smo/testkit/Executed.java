package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A post that exists on a fake network.
 *
 * @param id as the network names it
 * @param text the words, as the network keeps them
 * @param raw all that the network keeps of it
 */
public record Executed(String id, String text, JsonNode raw) {}
