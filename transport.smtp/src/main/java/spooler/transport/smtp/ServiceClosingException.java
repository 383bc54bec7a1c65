package spooler.transport.smtp;

import java.io.IOException;

/** Reply 421: the relay ends the connection, and with it whatever was under way. */
final class ServiceClosingException extends IOException {
  private static final long serialVersionUID = 1;

  ServiceClosingException(Reply reply) {
    super("the relay ends the connection: " + reply.text());
  }
}
