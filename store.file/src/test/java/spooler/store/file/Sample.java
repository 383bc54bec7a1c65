package spooler.store.file;

import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.RecipientType;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.testkit.ManualClock;

/**
 * Writes the sample of the format: the same calls at the same times, so the same bytes. All runs on
 * the caller's thread.
 */
final class Sample {
  static final Instant START = Instant.parse("2030-01-02T08:00:00Z");
  static final UUID PRINTER = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final int LONG = FileBodyWriter.INLINE + 1;
  static final StoreSize SIZE =
      StoreSize.of(2048).keeping(new HistoryLimits(Duration.ofDays(7), 1 << 20, 2048));
  private static final Channel ODD = new Channel("SMTP without relay");

  private final Path folder;
  private final ManualClock clock = new ManualClock(START);
  private SteppedWriter writer = new SteppedWriter();
  private SegmentStore store;

  private Sample(Path folder) {
    this.folder = folder;
    this.store = open();
  }

  /** Where the checked-in one is. Those beside it are older. */
  static Path checkedIn() {
    return Path.of("src/test/resources/sample-3");
  }

  /** Writes the checked-in one anew, after a change of the format that was meant. */
  public static void main(String[] args) throws IOException {
    write(checkedIn());
  }

  /** Writes it to a folder that is not there or empty. */
  static void write(Path folder) throws IOException {
    Sample sample = new Sample(folder);
    sample.fill();
    sample.store.close();
    sample.tear();
  }

  private SegmentStore open() {
    return new SegmentStore(
        StoreFolder.open(folder, SIZE, new LocalDisk(), clock), clock, writer, new ToldAtOnce());
  }

  private void reopen() {
    store.close();
    writer = new SteppedWriter();
    store = open();
  }

  private void fill() {
    append(Envelope.from(null).to(Recipient.to("plain@example.org")).build(), "plain\r\n", SMTP);
    append(Envelope.from(null).to(Recipient.to("long@example.org")).build(), "x".repeat(LONG), LAN);
    passBy();
    append(everyWish(), "every wish", SMTP, LAN, SMTP);
    appendAndSettleEachInItsWay();
    appendAndReplaceByItsReport();
    append(Envelope.from(null).to(Recipient.to("gone@example.org")).build(), "gone", LAN);
    settle(
        claim(LAN, store.list(null, 9).get(5).id()),
        new Disposition.Settled(RecipientState.CANCELLED, "no longer wanted"));
    reopen();
    append(Envelope.from(null).to(Recipient.to("last@example.org")).build(), "", LAN);
  }

  /** So much is sent that what waits moves on, and the oldest segments go. */
  private void passBy() {
    for (int i = 0; i < 16; i++) {
      append(
          Envelope.from(null).to(Recipient.to("sent@example.org")).build(), "y".repeat(900), ODD);
      settle(claim(ODD), new Disposition.Settled(RecipientState.SENT, "250 taken"));
    }
  }

  static Envelope everyWish() {
    return Envelope.from(Address.smtp("ann@example.org"))
        .to(Recipient.to("bob@example.org"))
        .to(new Recipient(new Address("LAN", "printer"), RecipientType.CC, PRINTER))
        .to(new Recipient(Address.smtp("zo\u00eb@example.org"), RecipientType.BCC))
        .priority(Priority.URGENT)
        .deliveryReport(true)
        .nonDeliveryReport(false)
        .notBefore(START.plus(Duration.ofHours(1)))
        .expires(START.plus(Duration.ofDays(1)).plusNanos(1))
        .build();
  }

  static Envelope fivefold() {
    return Envelope.from(Address.smtp("ann@example.org"))
        .to(
            Stream.of("sent", "failed", "waits", "expired", "cancelled")
                .map(name -> Recipient.to(name + "@example.org"))
                .toList())
        .priority(Priority.NON_URGENT)
        .build();
  }

  private void appendAndSettleEachInItsWay() {
    append(fivefold(), "fivefold", ODD, ODD, ODD, ODD, ODD);
    settle(
        claim(ODD),
        new Disposition.Settled(RecipientState.SENT, "250 taken"),
        new Disposition.Settled(RecipientState.FAILED, "550 unknown"),
        new Disposition.Waits(SMTP, START.plusSeconds(600), true, "451 sp\u00e4ter"),
        new Disposition.Settled(RecipientState.EXPIRED, "too late"),
        new Disposition.Settled(RecipientState.CANCELLED, "no longer wanted"));
  }

  private void appendAndReplaceByItsReport() {
    append(Envelope.from(null).to(Recipient.to("nobody@example.org")).build(), "lost", ODD);
    Disposition failed = new Disposition.Settled(RecipientState.FAILED, "550 unknown");
    Envelope report = Envelope.from(null).to(Recipient.to("ann@example.org")).build();
    now(
        store.settleAndAppend(
            List.of(new Outcome(claim(ODD), List.of(failed))), message(report, "it failed", SMTP)));
  }

  private NewMessage message(Envelope envelope, String text, Channel... channels) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (BodyWriter body = store.newBody(bytes.length)) {
      body.write(bytes, 0, bytes.length);
      return new NewMessage(envelope, Arrays.asList(channels), body.seal());
    }
  }

  private void append(Envelope envelope, String text, Channel... channels) {
    clock.advance(Duration.ofSeconds(1));
    now(store.append(List.of(message(envelope, text, channels))));
  }

  private Claim claim(Channel channel) {
    return claim(channel, null);
  }

  private Claim claim(Channel channel, @Nullable MessageId only) {
    return store
        .claim(
            new ClaimRequest(
                List.of(channel), 1, Duration.ofMinutes(1), "sample", FlushMark.NONE, false, only))
        .get(0);
  }

  private void settle(Claim claim, Disposition... dispositions) {
    now(store.settle(List.of(new Outcome(claim, List.of(dispositions)))));
  }

  private void now(CompletionStage<?> stage) {
    writer.run();
    done(stage);
  }

  /** What a power cut leaves of a group: here the header of a record and a little more. */
  private void tear() throws IOException {
    Path last = Segments.of(folder).get(Segments.of(folder).size() - 1);
    long number = Segment.numberIn(last.getFileName().toString());
    LogRecord record = new LogRecord(LogRecord.MESSAGE, new byte[100], LogRecord.NO_BODY);
    ByteBuffer torn = ByteBuffer.allocate(LogRecord.HEADER + 30);
    torn.put(record.header(number, false, Files.size(last)));
    Files.write(last, torn.array(), StandardOpenOption.APPEND);
  }
}
