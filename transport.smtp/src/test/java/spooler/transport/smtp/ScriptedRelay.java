package spooler.transport.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A relay on a loopback port that answers as it should, except where the test says otherwise.
 *
 * <p>It serves each connection on a thread of its own. Anything in it that goes wrong, and any
 * command with a bare CR or LF, fails the test in {@link #close}.
 */
final class ScriptedRelay implements AutoCloseable {
  /** Instead of a reply, or behind it: closes the connection. */
  static final String HANG_UP = "(hang up)";

  /** Instead of a reply: says nothing until the other side goes away. */
  static final String SILENCE = "(silence)";

  /** Instead of a reply: asks for the data and reads none of it. */
  static final String STOP_READING = "(stop reading)";

  /** Instead of a reply: asks for the data, and refuses it before its end. */
  static final String REFUSE_EARLY = "(refuse early)";

  /** Instead of a reply: asks for the data, and hangs up before its end. */
  static final String LEAVE_EARLY = "(leave early)";

  /** Instead of a reply: one octet at a time, for ever. */
  static final String DRIP = "(drip)";

  private final ServerSocket listener;
  private final Thread thread;
  private final List<Thread> conversations = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final RelayScript script = new RelayScript(); // guarded by this
  private final List<String> heard = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<Throwable> faults = new ArrayList<>();
  private final RelayIdentity identity = new RelayIdentity();
  private boolean encryptsAtOnce;
  private boolean repliesHeldUntilData;
  private boolean pipelined;
  private int connections;
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private String lastReply = "";
  private String handshake = "";
  private boolean closing;

  ScriptedRelay() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "scripted-relay");
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** With this certificate; after STARTTLS, or from the start. */
  synchronized ScriptedRelay encrypting(SSLContext certificate, boolean fromTheStart) {
    identity.set(certificate);
    encryptsAtOnce = fromTheStart;
    return this;
  }

  /** Says nothing where the handshake should come. */
  synchronized ScriptedRelay silentInHandshake() {
    handshake = SILENCE;
    return this;
  }

  /** Hangs up where the handshake should come. */
  synchronized ScriptedRelay breakingHandshakes() {
    handshake = HANG_UP;
    return this;
  }

  /** The subjects of the certificates that clients have shown. */
  List<String> clients() {
    return identity.clients();
  }

  /** What EHLO is answered with. */
  synchronized ScriptedRelay offering(String... keywords) {
    script.offers(keywords);
    return this;
  }

  /**
   * Answers commands that begin so with these replies, one after the other, then as usual. The
   * greeting is {@code CONNECT}, the end of a message is a dot.
   */
  synchronized ScriptedRelay at(String command, String... replies) {
    script.at(command, replies);
    return this;
  }

  /** Lets somebody else answer what he likes, before the script does. */
  synchronized ScriptedRelay with(RelayScript.Partner somebody) {
    script.with(somebody);
    return this;
  }

  /** Answers commands that begin so always with this reply. */
  synchronized ScriptedRelay always(String command, String reply) {
    script.always(command, reply);
    return this;
  }

  /** Answers nothing from MAIL on before DATA has come: only a client that pipelines gets on. */
  synchronized ScriptedRelay holdingRepliesUntilData() {
    repliesHeldUntilData = true;
    return this;
  }

  /** Ends all connections while nobody asks for anything, with these words or without any. */
  synchronized void hangUp(String lastWords) throws IOException {
    for (Socket socket : sockets) {
      socket.getOutputStream().write(lastWords.getBytes(StandardCharsets.ISO_8859_1));
      socket.close();
    }
    sockets.clear();
  }

  /** All commands, over all connections. */
  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  /** Waits until a command that begins so was heard. */
  synchronized void awaitCommand(String start) throws InterruptedException {
    await(() -> heard.stream().anyMatch(command -> command.startsWith(start)), start);
  }

  /** Waits until so many messages came whole. */
  synchronized void awaitMessages(int count) throws InterruptedException {
    await(() -> messages.size() >= count, count + " dots");
  }

  private synchronized void await(BooleanSupplier come, String what) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!come.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("nobody said " + what + ", but " + heard);
      }
      wait(left);
    }
  }

  /** What came between DATA and the dot, octet by octet, dots still doubled. */
  synchronized List<String> messages() {
    return messages.stream().map(m -> new String(m, StandardCharsets.ISO_8859_1)).toList();
  }

  synchronized int connections() {
    return connections;
  }

  /** Whether any command came before the one before it was answered. */
  synchronized boolean sawPipelining() {
    return pipelined;
  }

  private void serve() {
    while (!isClosing()) {
      try {
        begin(listener.accept());
      } catch (IOException | RuntimeException fault) {
        note(fault);
      }
    }
  }

  private synchronized void begin(Socket socket) {
    connections++;
    sockets.add(socket);
    Thread conversation = new Thread(() -> serve(socket), "scripted-relay-" + connections);
    conversations.add(conversation);
    conversation.start();
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true); // else each of several replies waits for the one before
      converse(encryptsAtOnce() ? identity.encrypt(socket) : socket);
    } catch (IOException | RuntimeException fault) {
      note(fault);
    }
  }

  private synchronized boolean encryptsAtOnce() {
    return encryptsAtOnce;
  }

  private void converse(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    if (!isUnderStartTls(socket) && !answer("CONNECT", "220 relay.test ESMTP", in, out)) {
      return;
    }
    while (true) {
      String command = RelayWire.readLine(in);
      boolean isChunk = command.startsWith("BDAT ");
      if (isChunk) {
        readChunk(command, in);
      }
      hear(command, in.available() > 0);
      boolean hold = holds(command);
      if (!answer(command, null, in, hold ? held : out)) {
        return;
      }
      if (command.equals("STARTTLS") && startsTls()) {
        shakeHands(socket, in);
        return;
      }
      if (!hold) {
        continue;
      }
      if (command.equals("DATA")) {
        boolean wanted = held.toString(StandardCharsets.ISO_8859_1).contains("\r\n354");
        held.writeTo(out);
        held.reset();
        if (wanted && !takeMessage(in, out)) {
          return;
        }
      }
    }
  }

  private void readChunk(String command, InputStream in) throws IOException {
    String[] words = command.split(" ", -1);
    byte[] chunk = in.readNBytes(Integer.parseInt(words[1]));
    synchronized (this) {
      chunks.write(chunk);
      if (words.length > 2 && words[2].equals("LAST")) {
        messages.add(chunks.toByteArray());
        chunks.reset();
      }
    }
  }

  private void shakeHands(Socket socket, InputStream in) throws IOException {
    String how;
    synchronized (this) {
      how = handshake;
    }
    if (how.equals(SILENCE)) {
      in.transferTo(OutputStream.nullOutputStream());
    } else if (how.isEmpty()) {
      converse(identity.encrypt(socket));
    }
  }

  private synchronized boolean isUnderStartTls(Socket socket) {
    return socket instanceof SSLSocket && !encryptsAtOnce;
  }

  private synchronized boolean startsTls() {
    return lastReply.startsWith("220");
  }

  private synchronized boolean holds(String command) {
    return repliesHeldUntilData && command.matches("(RSET|MAIL|RCPT|DATA).*");
  }

  /**
   * Writes the reply to a command; false when the conversation is over.
   *
   * @param usual what is said where the script says nothing; null for what relays say
   */
  private boolean answer(String command, @Nullable String usual, InputStream in, OutputStream out)
      throws IOException {
    String reply;
    synchronized (this) {
      reply = script.replyTo(command, usual);
      lastReply = reply;
    }
    switch (reply) {
      case HANG_UP -> {
        return false;
      }
      case SILENCE -> {
        in.transferTo(OutputStream.nullOutputStream());
        return false;
      }
      case STOP_READING -> {
        out.write("354 go on\r\n".getBytes(StandardCharsets.ISO_8859_1));
        awaitClosing();
        return false;
      }
      case REFUSE_EARLY, LEAVE_EARLY -> {
        out.write("354 go on\r\n".getBytes(StandardCharsets.ISO_8859_1));
        in.readNBytes(100_000);
        if (reply.equals(REFUSE_EARLY)) {
          out.write("552 5.3.4 far too long\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return false;
      }
      case DRIP -> RelayWire.drip(out);
      default -> {
        String words = reply.replace(HANG_UP, "");
        out.write((words + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    if (reply.endsWith(HANG_UP) || reply.startsWith("421") || command.startsWith("QUIT")) {
      return false;
    }
    boolean direct = !(out instanceof ByteArrayOutputStream);
    return !(direct && command.equals("DATA") && reply.startsWith("354")) || takeMessage(in, out);
  }

  private boolean takeMessage(InputStream in, OutputStream out) throws IOException {
    byte[] message = RelayWire.readMessage(in);
    synchronized (this) {
      messages.add(message);
    }
    hear(".", false);
    return answer(".", "250 2.0.0 Ok: taken", in, out);
  }

  private synchronized void awaitClosing() {
    while (!closing) {
      try {
        wait();
      } catch (InterruptedException stop) {
        closing = true;
      }
    }
  }

  private synchronized void hear(String command, boolean moreBehind) {
    heard.add(command);
    pipelined |= moreBehind;
    notifyAll();
  }

  /** Remembers a fault; that the client goes away, or does not trust it, is none. */
  private synchronized void note(Throwable fault) {
    if (!(fault instanceof SocketException)
        && !(fault instanceof EOFException)
        && !(fault instanceof SSLException)) {
      faults.add(fault);
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private synchronized List<Thread> conversations() {
    return List.copyOf(conversations);
  }

  private static void end(Thread thread) throws IOException {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
    if (thread.isAlive()) {
      throw new AssertionError("a client is still connected");
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    listener.close();
    end(thread);
    for (Thread conversation : conversations()) {
      end(conversation);
    }
    if (!faults.isEmpty()) {
      throw new AssertionError("the relay was not content", faults.get(0));
    }
  }
}
