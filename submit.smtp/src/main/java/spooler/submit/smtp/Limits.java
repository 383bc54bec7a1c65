package spooler.submit.smtp;

import java.time.Duration;

/**
 * What a client may use.
 *
 * @param connections at once, in all
 * @param connectionsPerAddress at once, from one address
 * @param commandOctets longest command line, its end included
 * @param headerOctets longest header of a message
 * @param messageOctets longest message
 * @param recipients of one message
 * @param commands in one session
 * @param errors in one session
 * @param hops most Received fields of a message; with more it runs in circles
 * @param idle how long a client may be silent
 * @param session how long a session may last
 */
record Limits(
    int connections,
    int connectionsPerAddress,
    int commandOctets,
    int headerOctets,
    long messageOctets,
    int recipients,
    int commands,
    int errors,
    int hops,
    Duration idle,
    Duration session) {}
