package spooler.core.route;

import spooler.api.store.Channel;

/**
 * A place that this version does not know; a later one wrote it. Nothing is done with what waits
 * there, and nothing is lost.
 */
public record Unknown(Channel channel) implements Place {}
