package spooler.transport.smtp;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Whom a {@link ScriptedRelay} says it is, and who its clients said they were. Any thread. */
final class RelayIdentity {
  private @Nullable SSLContext context; // both guarded by this
  private final List<String> clients = new ArrayList<>();

  synchronized void set(SSLContext certificate) {
    context = certificate;
  }

  /** The subjects of the certificates that clients have shown. */
  synchronized List<String> clients() {
    return List.copyOf(clients);
  }

  /** Shakes hands as the server, and asks the client for a certificate. */
  SSLSocket encrypt(Socket plain) throws IOException {
    SSLContext certificate;
    synchronized (this) {
      certificate = Objects.requireNonNull(context, "nothing to encrypt with");
    }
    SSLSocket socket =
        (SSLSocket) certificate.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.setWantClientAuth(true);
    socket.startHandshake();
    synchronized (this) {
      clients.add(nameOf(socket));
    }
    return socket;
  }

  private static String nameOf(SSLSocket client) {
    try {
      return client.getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException anonymous) {
      return "";
    }
  }
}
