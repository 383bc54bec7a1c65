package spooler.submit.smtp;

import java.net.InetAddress;
import java.util.List;

/**
 * Who may do what.
 *
 * @param guarded whether strangers can reach us: then nothing goes without TLS
 * @param permitted who may hand mail over without signing in, and without TLS
 * @param etrn who may say ETRN
 * @param clearOnLoopback whether this computer may say passwords without TLS
 */
record Access(
    boolean guarded, List<Network> permitted, List<Network> etrn, boolean clearOnLoopback) {
  boolean isPermitted(InetAddress peer) {
    return permitted.stream().anyMatch(network -> network.contains(peer));
  }

  boolean mayEtrn(InetAddress peer) {
    return etrn.stream().anyMatch(network -> network.contains(peer));
  }

  /** Whether a password may be said aloud over such a connection. */
  boolean trusts(InetAddress peer, boolean encrypted) {
    return encrypted || (clearOnLoopback && peer.isLoopbackAddress());
  }
}
