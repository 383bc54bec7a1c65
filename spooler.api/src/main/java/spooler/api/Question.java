package spooler.api;

import java.time.Instant;

/**
 * What a transport asks the user, and waits for.
 *
 * @param id names it; ascending since the spooler was started
 * @param transport who asks
 * @param text the question, on one line
 * @param secret whether the answer must not be shown or kept
 * @param since when it was asked
 * @param until when the transport is told that there is no user
 */
public record Question(
    long id, String transport, String text, boolean secret, Instant since, Instant until) {}
