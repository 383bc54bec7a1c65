/**
 * Fetches mail: from a mailbox (POP3, IMAP), or by asking a relay to send what it holds (ETRN,
 * ATRN).
 *
 * <p>Connecting, encryption and signing in are ours for every protocol, so that the same settings
 * hold and the same is verified. What IMAP says is read by Angus Mail's protocol layer; of its mail
 * sessions, stores and handlers nothing is used, so nothing is looked up by name. POP3 is nine
 * commands and is spoken here: Angus keeps its POP3 protocol to itself, and knows neither SCRAM nor
 * OAUTHBEARER there.
 *
 * <p>{@link spooler.transport.smtp.fetch.Journal} says how each message comes to be delivered once.
 */
@NullMarked
package spooler.transport.smtp.fetch;

import org.jspecify.annotations.NullMarked;
