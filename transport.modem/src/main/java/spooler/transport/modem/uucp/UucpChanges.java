package spooler.transport.modem.uucp;

import java.time.Duration;
import spooler.transport.modem.uucp.mail.MailForm;

/** Changes to {@link UucpSettings}, which tells more of each. One thread. */
public final class UucpChanges {
  private final String name;
  private final String peer;
  private String protocols = "ig";
  private MailForm form = MailForm.RMAIL;
  private boolean remoteFrom;
  private boolean unixNewlines = true;
  private int commandLimit = 400;
  private long largestFile;
  private Grades grades = Grades.USUAL;
  private char lowestGrade;
  private boolean sequenced;
  private int packetSize = 1024;
  private boolean largePackets;
  private int window = 16;
  private Duration handshakeLimit = Duration.ofSeconds(60);
  private Duration patience = Duration.ofSeconds(60);
  private Duration longestOnline = Duration.ZERO;
  private long callLimit;

  /** To the defaults. */
  UucpChanges(String name, String peer) {
    this.name = name;
    this.peer = peer;
  }

  /** To these. */
  UucpChanges(UucpSettings settings) {
    name = settings.name();
    peer = settings.peer();
    protocols = settings.protocols();
    form = settings.form();
    remoteFrom = settings.remoteFrom();
    unixNewlines = settings.unixNewlines();
    commandLimit = settings.commandLimit();
    largestFile = settings.largestFile();
    grades = settings.grades();
    lowestGrade = settings.lowestGrade();
    sequenced = settings.sequenced();
    packetSize = settings.packetSize();
    largePackets = settings.largePackets();
    window = settings.window();
    handshakeLimit = settings.handshakeLimit();
    patience = settings.patience();
    longestOnline = settings.longestOnline();
    callLimit = settings.callLimit();
  }

  /** Letters of the packet protocols, in our order of preference. */
  public UucpChanges protocols(String value) {
    protocols = value;
    return this;
  }

  /** How mail goes out. */
  public UucpChanges form(MailForm value) {
    form = value;
    return this;
  }

  /** Whether the From line ends with {@code remote from NAME}. */
  public UucpChanges remoteFrom(boolean value) {
    remoteFrom = value;
    return this;
  }

  /** Whether lines end with LF on the line. */
  public UucpChanges unixNewlines(boolean value) {
    unixNewlines = value;
    return this;
  }

  /** Most octets of one {@code rmail} command. */
  public UucpChanges commandLimit(int value) {
    commandLimit = value;
    return this;
  }

  /** Most octets of one file either way; 0 for no limit. */
  public UucpChanges largestFile(long value) {
    largestFile = value;
    return this;
  }

  /** Letters of what is urgent, normal and non-urgent. */
  public UucpChanges grades(Grades value) {
    grades = value;
    return this;
  }

  /** What the far side is asked to send at least; 0 for all. */
  public UucpChanges lowestGrade(char value) {
    lowestGrade = value;
    return this;
  }

  /** Whether calls are numbered. */
  public UucpChanges sequenced(boolean value) {
    sequenced = value;
    return this;
  }

  /** Most octets of data in a packet that the far side may send. */
  public UucpChanges packetSize(int value) {
    packetSize = value;
    return this;
  }

  /** Whether {@code g} may ask for packets of that size, too. */
  public UucpChanges largePackets(boolean value) {
    largePackets = value;
    return this;
  }

  /** Most packets that the far side may send before it waits. */
  public UucpChanges window(int value) {
    window = value;
    return this;
  }

  /** For the whole of the handshake. */
  public UucpChanges handshakeLimit(Duration value) {
    handshakeLimit = value;
    return this;
  }

  /** Silence after which a call is given up. */
  public UucpChanges patience(Duration value) {
    patience = value;
    return this;
  }

  /** After which no file is begun; zero for no limit. */
  public UucpChanges longestOnline(Duration value) {
    longestOnline = value;
    return this;
  }

  /** Octets both ways after which no file is begun; 0 for no limit. */
  public UucpChanges callLimit(long value) {
    callLimit = value;
    return this;
  }

  UucpSettings settings() {
    return new UucpSettings(
        name,
        peer,
        protocols,
        form,
        remoteFrom,
        unixNewlines,
        commandLimit,
        largestFile,
        grades,
        lowestGrade,
        sequenced,
        packetSize,
        largePackets,
        window,
        handshakeLimit,
        patience,
        longestOnline,
        callLimit);
  }
}
