package spooler.api;

import java.time.Instant;

/**
 * The receipt for a message: from here on it survives power loss.
 *
 * @param id its name
 * @param accepted when it was forced to stable storage
 * @param size of the body, bytes
 */
public record Submission(MessageId id, Instant accepted, long size) {}
