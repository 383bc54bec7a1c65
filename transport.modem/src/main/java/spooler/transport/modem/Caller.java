package spooler.transport.modem;

import spooler.transport.modem.line.Port;

/**
 * Somebody who calls.
 *
 * @param port where
 * @param rings whether a modem there has to take the call first
 * @param done is run when the call is over and the port closed
 */
record Caller(Port port, boolean rings, Runnable done) {}
