package dev.smo.connector;

import dev.smo.post.RemotePost;
import java.net.URI;
import java.time.Instant;

/**
 * Somebody's answer to a post. The text is plain and hostile until escaped.
 *
 * @param post the answer itself
 * @param author public name of who wrote it
 * @param profile address of the author's public page
 * @param text a warning that its author put before it, in place of it, where there is one
 */
public record Reply(RemotePost post, String author, URI profile, String text, Instant at) {}
