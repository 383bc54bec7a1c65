package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.mail.RemoteCommand;
import spooler.transport.modem.uucp.mail.Shown;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;
import spooler.transport.modem.uucp.spool.FileRequest;
import spooler.transport.modem.uucp.spool.IncomingFile;
import spooler.transport.modem.uucp.spool.PeerSpool;

/**
 * The files that the far side sends: which are taken, where they go, what is answered.
 *
 * <p>Session thread. What is refused is answered and told to the listener; an exception ends the
 * call.
 */
final class Receiving {
  /** Most octets of a file where no limit is configured and none was announced. */
  private static final long ENOUGH = 1L << 30;

  private final UucpSettings settings;
  private final Features theirs;
  private final PeerSpool spool;
  private final PacketProtocol protocol;
  private final UucpListener listener;
  private final Map<Integer, Reception> underWay = new HashMap<>();
  private final List<FileRequest> unconfirmed = new ArrayList<>();
  private int received;
  private long resumed;

  Receiving(
      Handshake.Agreed agreed, PeerSpool spool, PacketProtocol protocol, UucpListener listener) {
    settings = agreed.settings();
    theirs = agreed.theirs();
    this.spool = spool;
    this.protocol = protocol;
    this.listener = listener;
  }

  boolean isIdle() {
    return underWay.values().stream().allMatch(each -> each.file() == null);
  }

  int received() {
    return received;
  }

  long resumed() {
    return resumed;
  }

  /** The file that comes over this channel; null for none. */
  @Nullable Reception on(int channel) {
    return underWay.get(channel);
  }

  /** The far side asks to send a file. */
  void asked(String command, int channel) throws IOException {
    FileRequest request = Command.read(command, theirs);
    String no = objection(request);
    if (no != null) {
      refuse(request, channel, no);
      return;
    }
    IncomingFile file = spool.begin(request, theirs.restart());
    resumed += file.kept();
    underWay.put(channel, Reception.of(file, most()));
    String from = theirs.restart() ? " 0x" + Long.toHexString(file.kept()) : "";
    protocol.command(request.command() + "Y" + from, 0, channel);
  }

  private void refuse(FileRequest request, int channel, String number) throws IOException {
    if (protocol.channels() > 1) {
      underWay.put(channel, Reception.unwanted(request)); // it is on its way already
    }
    protocol.command(request.command() + "N" + number, 0, channel);
    if (number.equals("8")) {
      unconfirmed.add(request);
    }
  }

  private long most() {
    return settings.largestFile() == 0 ? ENOUGH : settings.largestFile();
  }

  /** Why a file is not taken, as the number after SN; null to take it. */
  private @Nullable String objection(FileRequest request) {
    if (!request.isForSpool() || (request.command() == 'E' && !request.to().startsWith("D."))) {
      listener.refused("file to \"%s\": not in the spool".formatted(Shown.of(request.to())));
      return "2";
    }
    if (request.command() == 'E') {
      try {
        RemoteCommand.parse(request.execute());
      } catch (BadRequestException notAllowed) {
        listener.refused(String.valueOf(notAllowed.getMessage()));
        return "2";
      }
    }
    if (request.size() > most()) {
      listener.refused("file of %d octets: %d are the most".formatted(request.size(), most()));
      return "7";
    }
    if (spool.hasReceived(request)) {
      listener.refused("file %s: received in an earlier call".formatted(request.to()));
      return "8";
    }
    return null;
  }

  /** Part of a file has come, or its end. */
  void arrived(Reception reception, Packet packet, int channel) throws IOException {
    if (packet.octets().length > 0) {
      reception.take(packet);
      return;
    }
    underWay.remove(channel);
    IncomingFile file = reception.file();
    if (file != null) {
      protocol.command(finish(reception, file), 0, channel);
    }
  }

  private String finish(Reception reception, IncomingFile file) throws IOException {
    FileRequest request = reception.request();
    if (!reception.isWhole()) {
      listener.refused(
          "file %s: %d octets, not the %d announced"
              .formatted(request.to(), file.length(), request.size()));
      file.discard();
      return "CN5";
    }
    try {
      if (!spool.complete(file, settings.unixNewlines())) {
        listener.refused("file %s: a replay of one received before".formatted(request.to()));
      }
    } catch (BadRequestException useless) {
      listener.refused("file %s put aside: %s".formatted(request.to(), useless.getMessage()));
      return "CN5";
    }
    received++;
    unconfirmed.add(request);
    listener.received(settings.peer());
    return "CY";
  }

  /** The far side has acknowledged all that was sent, so it knows what was confirmed. */
  void acknowledged() throws IOException {
    for (FileRequest each : unconfirmed) {
      spool.confirmed(each);
    }
    unconfirmed.clear();
  }

  /** The call is over: broken files are kept. */
  void breakOff() throws IOException {
    for (Reception each : underWay.values()) {
      each.breakOff();
    }
    underWay.clear();
  }
}
