package spooler.transport.smtp.auth;

import javax.security.sasl.SaslClient;

/** A SASL client that signs in and protects nothing afterwards: TLS does. */
abstract class Exchange implements SaslClient {
  @Override
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    throw new IllegalStateException("no security layer");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    throw new IllegalStateException("no security layer");
  }

  @Override
  public Object getNegotiatedProperty(String name) {
    throw new IllegalStateException("nothing is negotiated");
  }

  @Override
  public void dispose() {}
}
