package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.Shown;
import spooler.transport.modem.uucp.packet.GProtocol;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Sink;
import spooler.transport.modem.uucp.packet.Terms;
import spooler.transport.modem.uucp.spool.PeerSpool;

/**
 * The conversation after the handshake: master and slave, files both ways, and the end (Taylor UUCP
 * manual, 6.5.2).
 *
 * <p><b>Threads:</b> one, which calls {@link #octets} with what came in and {@link #step} several
 * times a second. <br>
 * <b>Failure:</b> an {@link IOException} ends the conversation; then {@link #breakOff} keeps what
 * can be kept.
 */
public final class Session implements PacketReceiver {
  /** What every {@code g} can send. */
  private static final int G_SIZE = 64;

  /** What one that says -N can, without an error costing more of a thin line than is saved. */
  private static final int G_SIZE_OF_TAYLOR = 128;

  private static final long HOLD = Duration.ofSeconds(2).toNanos();
  private static final long PARTING = Duration.ofSeconds(5).toNanos();

  private enum Phase {
    STARTING,
    TALKING,
    PARTING,
    FAREWELL,
    OVER
  }

  private final UucpSettings settings;
  private final boolean caller;
  private final Features theirs;
  private final LongSupplier nanos;
  private final UucpListener listener;
  private final PacketProtocol protocol;
  private final Receiving receiving;
  private final Outgoing outgoing;
  private final Farewell farewell;
  private final Texts texts = new Texts();

  private Phase phase = Phase.STARTING;
  private boolean master;
  private boolean turning; // we have said H and wait for the answer
  private boolean turnWanted;
  private boolean askedToTurn; // the far side has said H and waits for the answer
  private boolean parted; // both sides have agreed to hang up
  private long since; // when the phase, or the waiting of the far side, began
  private long heard;
  private long idleSince;

  /** Begins after this handshake. */
  public Session(
      Handshake.Agreed agreed,
      PeerSpool spool,
      Sink line,
      UucpListener listener,
      LongSupplier nanos) {
    settings = agreed.settings();
    caller = agreed.caller();
    theirs = agreed.theirs();
    farewell = new Farewell(line, caller, () -> parted || isEnding());
    this.nanos = nanos;
    this.listener = listener;
    master = caller;
    protocol = protocol(agreed.protocol());
    outgoing = new Outgoing(protocol, texts);
    receiving = new Receiving(agreed, spool, protocol, listener);
  }

  private PacketProtocol protocol(char letter) {
    if (letter == 'i') {
      Terms terms = new Terms(settings.packetSize(), settings.window());
      return new IProtocol(caller, terms, farewell, this, nanos);
    }
    int most = theirs.sizes() ? G_SIZE_OF_TAYLOR : G_SIZE;
    int size =
        settings.largePackets() ? settings.packetSize() : Math.min(most, settings.packetSize());
    Terms terms = new Terms(size, settings.window());
    GProtocol.Sizes sizes =
        switch (letter) {
          case 'G' -> GProtocol.Sizes.EXACT;
          case 'v' -> GProtocol.Sizes.ANY;
          default -> GProtocol.Sizes.SMALLER_IF_LARGE;
        };
    return new GProtocol(sizes, terms, farewell, this, nanos);
  }

  /** The packets begin. */
  public void start() throws IOException {
    enter(Phase.STARTING);
    heard = since;
    protocol.start();
  }

  private void enter(Phase next) {
    phase = next;
    since = nanos.getAsLong();
  }

  /** What the far side can do. */
  public Features theirs() {
    return theirs;
  }

  /** What the packets have done. */
  public PacketProtocol protocol() {
    return protocol;
  }

  /** Files that the far side has confirmed. */
  public int sent() {
    return outgoing.sent();
  }

  /** Files received, and octets that did not have to come again. */
  public int received() {
    return receiving.received();
  }

  /** Octets that did not have to come again. */
  public long resumed() {
    return receiving.resumed();
  }

  /** Whether both sides have agreed to hang up, or it is over already. */
  private boolean isEnding() {
    return phase != Phase.STARTING && phase != Phase.TALKING;
  }

  /** Whether both sides have parted. */
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Whether the packets have begun. */
  public boolean isStarted() {
    return phase != Phase.STARTING;
  }

  /** Whether the far side has nothing more to send for now. */
  public boolean hasHeardAll() {
    return askedToTurn || isEnding();
  }

  /** Whether the far side has asked for the line. */
  public boolean isLineWanted() {
    return outgoing.isLineWanted();
  }

  /** A file to be sent as soon as all before it are on their way. */
  public void send(Sending next) {
    if (isEnding()) {
      next.failed(new IOException("the call is ending"));
      return;
    }
    outgoing.send(next);
    turnWanted = false;
  }

  /** We have nothing more to send for now: the roles turn, or the call ends. */
  public void turn() {
    turnWanted = true;
  }

  /** Takes what came in. */
  public void octets(byte[] octets, int length) throws IOException {
    heard = nanos.getAsLong();
    if (phase == Phase.FAREWELL) {
      farewell.hear(octets, length);
    } else if (phase != Phase.OVER) {
      protocol.received(octets, 0, length);
    }
  }

  /** The line has gone: at the end of a call that is no failure. */
  public void lineGone(@Nullable IOException why) throws IOException {
    if (!isEnding()) {
      throw why == null ? new IOException("the line was lost") : why;
    }
    if (parted) {
      receiving.acknowledged();
    }
    enter(Phase.OVER);
  }

  /**
   * Does what is to be done now.
   *
   * @return whether there is more to do at once
   */
  public boolean step() throws IOException {
    protocol.tick();
    switch (phase) {
      case STARTING -> starting();
      case TALKING -> {
        return talking();
      }
      case PARTING -> parting();
      case FAREWELL -> farewell();
      case OVER -> {}
    }
    return false;
  }

  private void starting() throws IOException {
    if (protocol.started()) {
      enter(Phase.TALKING);
      idleSince = since;
    } else if (nanos.getAsLong() - since > settings.handshakeLimit().toNanos()) {
      throw new IOException("the packets of the far side did not begin");
    }
  }

  private boolean talking() throws IOException {
    if (protocol.allAcknowledged()) {
      receiving.acknowledged();
    }
    answerTurn();
    boolean more = outgoing.advance(master && !turning);
    if (!outgoing.isIdle() || !receiving.isIdle() || !master) {
      idleSince = nanos.getAsLong();
    }
    long patience = settings.patience().toNanos();
    if (nanos.getAsLong() - idleSince > patience * 3 / 4) {
      turnWanted = true; // nobody uses the line
    }
    if (master && turnWanted && outgoing.isIdle() && receiving.isIdle() && !turning) {
      turning = true;
      outgoing.lineGiven();
      protocol.command("H", 0, 0);
    }
    boolean idle = master && outgoing.isIdle() && !turning;
    if (!idle && nanos.getAsLong() - heard > patience) {
      throw new IOException(
          "nothing came for %d seconds".formatted(settings.patience().toSeconds()));
    }
    return more;
  }

  private void answerTurn() throws IOException {
    if (!askedToTurn) {
      return;
    }
    long hold = caller ? HOLD : settings.patience().toNanos() / 2;
    if (!outgoing.isIdle()) {
      askedToTurn = false;
      master = true;
      protocol.command("HN", 0, 0);
    } else if (turnWanted || nanos.getAsLong() - since > hold) {
      protocol.command("HY", 0, 0);
      enter(Phase.PARTING);
      farewell.say(); // as uucico does; the packets go on, lest the answer was lost
    }
  }

  @Override
  public void packet(Packet packet) throws IOException {
    if (packet.ours() != 0) {
      outgoing.answered(packet);
      return;
    }
    Reception reception = receiving.on(packet.theirs());
    if (reception != null) {
      receiving.arrived(reception, packet, packet.theirs());
    } else if (packet.octets().length > 0) {
      String text = texts.add(packet.theirs(), packet.octets());
      if (text != null) {
        heard(text, packet.theirs());
      }
    }
  }

  private void heard(String text, int channel) throws IOException {
    if (outgoing.isAnswered(text)) {
      return;
    }
    switch (text.isEmpty() ? ' ' : text.charAt(0)) {
      case 'S', 'E' -> receiving.asked(text, channel);
      case 'R' -> refuse("RN2", text, channel);
      case 'X' -> refuse("XN", text, channel);
      case 'H' -> hangUp(text);
      default -> throw new IOException("garbled command \"%s\"".formatted(Shown.of(text)));
    }
  }

  private void refuse(String answer, String text, int channel) throws IOException {
    listener.refused("command \"%s\"".formatted(Shown.of(text)));
    protocol.command(answer, 0, channel);
  }

  private void hangUp(String text) throws IOException {
    switch (text) {
      case "HY" -> {
        if (turning) {
          protocol.command("HY", 0, 0);
          turning = false;
          parted = true;
          sayFarewell(); // theirs may be here already
        }
        parted |= phase == Phase.PARTING;
      }
      case "HN" -> {
        turning = false;
        master = false;
        turnWanted = false;
      }
      default -> {
        if (!isEnding()) { // it may come with the first packet, before this side knows that it may
          // talk
          askedToTurn = true;
          since = nanos.getAsLong();
          if (outgoing.isIdle()) {
            listener.ourTurn();
          }
        }
      }
    }
  }

  @Override
  public void closed() throws IOException {
    if (phase != Phase.PARTING) {
      throw new IOException("the far side has ended the call in the middle of it");
    }
    parted = true;
    sayFarewell();
  }

  private void parting() throws IOException {
    boolean known = parted && protocol.allAcknowledged();
    if (known || nanos.getAsLong() - since > PARTING) {
      sayFarewell();
    }
  }

  private void sayFarewell() throws IOException {
    if (parted) {
      receiving.acknowledged(); // what comes in order after a confirmation says that it came
    }
    protocol.close();
    byte[] rest = protocol.rest();
    farewell.hear(rest, rest.length);
    if (caller) {
      farewell.say();
    }
    enter(Phase.FAREWELL);
  }

  private void farewell() throws IOException {
    if (farewell.isHeard() || nanos.getAsLong() - since > PARTING) {
      farewell.say();
      enter(Phase.OVER);
    }
  }

  /**
   * The call has failed: tells the far side if it still listens, keeps broken files, and fails what
   * is being sent.
   */
  public void breakOff(IOException why) {
    try {
      receiving.breakOff();
      if (phase != Phase.FAREWELL && phase != Phase.OVER) {
        protocol.close();
        farewell.say();
      }
    } catch (IOException gone) {
      why.addSuppressed(gone);
    }
    outgoing.fail(why);
    enter(Phase.OVER);
  }
}
