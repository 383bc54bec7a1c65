package spooler.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore;

/**
 * A fresh store on a clock set by hand, and the few words the contract speaks to it. What a store's
 * author supplies are the first four methods.
 */
public interface StoreRig extends AutoCloseable {
  /** A channel most tests use. */
  Channel SMTP = new Channel("SMTP");

  /** Another channel. */
  Channel LAN = new Channel("LAN");

  /** How long claims last here unless a test says otherwise. */
  Duration LEASE = Duration.ofMinutes(5);

  /** The store as it is now. */
  SpoolStore store();

  /** The clock it goes by. */
  ManualClock clock();

  /** Drops the store without a word, as a crash would, and opens it again. */
  void reopen();

  /** Throws everything away. */
  @Override
  void close();

  /** What a stage comes to; a failure is thrown as it is. */
  static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("the store did not complete the stage", e);
    }
  }

  /** A sealed body of these bytes. */
  default BodyRef body(byte[] bytes) {
    try (BodyWriter writer = store().newBody(bytes.length)) {
      writer.write(bytes, 0, bytes.length);
      return writer.seal();
    }
  }

  /** A message with one recipient for each channel. */
  default NewMessage message(String text, Channel... channels) {
    return message(text, null, channels);
  }

  /** A message with one recipient for each channel, not to be sent before a time. */
  default NewMessage message(String text, @Nullable Instant notBefore, Channel... channels) {
    Envelope.Builder envelope = Envelope.from(null).notBefore(notBefore);
    for (int i = 0; i < channels.length; i++) {
      envelope.to(Recipient.to("r" + i + "@example.org"));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new NewMessage(envelope.build(), List.of(channels), body(bytes));
  }

  /** Appends messages in one batch. */
  default List<MessageId> append(NewMessage... batch) {
    return done(store().append(List.of(batch)));
  }

  /** Appends a message with one recipient for each channel. */
  default MessageId append(String text, Channel... channels) {
    return append(message(text, channels)).get(0);
  }

  /** Appends a message that matters so much. */
  default MessageId append(String text, Priority priority, Channel... channels) {
    NewMessage message = message(text, channels);
    Envelope.Builder envelope = Envelope.from(Address.smtp("ann@example.org")).priority(priority);
    message.envelope().recipients().forEach(recipient -> envelope.to(recipient));
    return append(new NewMessage(envelope.build(), message.channels(), message.body())).get(0);
  }

  /** Appends a message that is not to be sent before a time. */
  default MessageId appendDelayed(String text, Instant notBefore, Channel... channels) {
    return append(message(text, notBefore, channels)).get(0);
  }

  /** Appends a message whose time ends. */
  default MessageId appendExpiring(String text, Instant expires, Channel... channels) {
    NewMessage message = message(text, channels);
    Envelope envelope = message.envelope().expiring(expires);
    return append(new NewMessage(envelope, message.channels(), message.body())).get(0);
  }

  /** Claims whatever is due in these channels. */
  default List<Claim> claim(Channel... channels) {
    return store().claim(request(FlushMark.NONE, false, channels));
  }

  /** Claims the one entry that is due in these channels. */
  default Claim claimOne(Channel... channels) {
    List<Claim> claims = claim(channels);
    if (claims.size() != 1) {
      throw new AssertionError("one claim was expected, not " + claims);
    }
    return claims.get(0);
  }

  /** Claims for a flush. */
  default List<Claim> claimUnder(FlushMark mark, boolean force, Channel... channels) {
    return store().claim(request(mark, force, channels));
  }

  /** A request for everything. */
  default ClaimRequest request(FlushMark mark, boolean force, Channel... channels) {
    return new ClaimRequest(Arrays.asList(channels), 1000, LEASE, "test", mark, force, null);
  }

  /** The ids of claims. */
  static List<MessageId> ids(List<Claim> claims) {
    return claims.stream().map(Claim::id).toList();
  }

  /** Writes one claim back. */
  default Settlement settle(Claim claim, Disposition... dispositions) {
    return done(store().settle(List.of(new Outcome(claim, List.of(dispositions))))).get(0);
  }

  /** Takes a message out of the queue, as the spooler does; whether it has left it by that. */
  default boolean cancel(MessageId id) {
    List<Channel> both = List.of(SMTP, LAN);
    List<Claim> all =
        store().claim(new ClaimRequest(both, 1000, LEASE, "test", FlushMark.NONE, true, id));
    List<Outcome> outcomes =
        all.stream()
            .map(
                claim ->
                    new Outcome(claim, Collections.nCopies(claim.recipients().size(), cancelled())))
            .toList();
    return done(store().settle(outcomes)).stream()
        .anyMatch(settlement -> !settlement.finished().isEmpty());
  }

  /** Cancelled, for good. */
  static Disposition cancelled() {
    return new Disposition.Settled(RecipientState.CANCELLED, "no longer wanted");
  }

  /** Sent, for good. */
  static Disposition sent() {
    return new Disposition.Settled(RecipientState.SENT, "250 taken");
  }

  /** Refused, for good. */
  static Disposition failed() {
    return new Disposition.Settled(RecipientState.FAILED, "550 unknown");
  }

  /** Waits again after a try that counts. */
  static Disposition waits(Channel channel, Instant notBefore) {
    return new Disposition.Waits(channel, notBefore, true, "451 later");
  }

  /** A body, all of it. */
  default byte[] read(MessageId id) {
    try (InputStream in = store().openBody(id)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a store fails with StoreException only", e);
    }
  }

  /** A body as text. */
  default String text(MessageId id) {
    return new String(read(id), StandardCharsets.UTF_8);
  }
}
