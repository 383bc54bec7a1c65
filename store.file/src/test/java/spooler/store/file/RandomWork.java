package spooler.store.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.api.store.StoreFullException;
import spooler.store.file.Promises.Draft;
import spooler.store.file.Promises.Fate;
import spooler.testkit.ManualClock;

/**
 * Random steps on one store after another, each with all that a store can be asked for, and what
 * was promised by them. All of it follows from the random numbers: one thread, and the log is
 * written when a step says so.
 */
final class RandomWork {
  static final StoreSize SIZE =
      new StoreSize(1024, 32).keeping(new HistoryLimits(Duration.ofDays(7), 1 << 20, 2048));

  private static final List<Channel> CHANNELS = List.of(new Channel("A"), new Channel("B"));

  private final Random random;
  private final ManualClock clock = new ManualClock();
  private final Promises promises = new Promises();
  private final List<Claim> held = new ArrayList<>();
  private final List<CompletableFuture<Boolean>> stages = new ArrayList<>();
  private SteppedWriter writer = new SteppedWriter();
  private boolean draining; // so that the log becomes sparse
  private int names;
  private int refusals;

  RandomWork(Random random) {
    this.random = random;
  }

  /** From now on history may be missing, for its files fail. */
  void mayForget() {
    promises.mayForget();
  }

  /**
   * Opens the store to work on from now on; it has to hold what was promised.
   *
   * @param wholeHistory whether it had a disk to write its history to; asked when it is open
   */
  SegmentStore open(SimulatedDisk disk, StoreSize size, BooleanSupplier wholeHistory) {
    writer = new SteppedWriter();
    held.clear();
    stages.clear();
    SegmentStore store =
        new SegmentStore(
            StoreFolder.open(SimulatedRig.FOLDER, size, disk, clock),
            clock,
            writer,
            new ToldAtOnce());
    promises.check(store, wholeHistory.getAsBoolean());
    draining = store.size() > 5 && random.nextBoolean();
    return store;
  }

  /** How many appends were refused because the queue was full. */
  int refusals() {
    return refusals;
  }

  /** Writes all that was handed over. */
  void writeOut() {
    writer.run();
  }

  /** Hands one more message over, which the store has to take. */
  void takeOne(SegmentStore store) {
    List<Draft> one = List.of(draft(100));
    promises.handedOver(one);
    var stage = store.append(List.of(message(store, one.get(0)))).toCompletableFuture();
    writer.run();
    promises.accepted(stage.join(), one);
  }

  /** Takes a step, whichever. */
  void step(SegmentStore store) {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> tryTo(store, draining ? this::settle : this::append);
      case 3, 4 -> claim(store);
      case 5, 6 -> settle(store);
      case 7 -> cancel(store);
      case 8 -> release(store);
      case 9 -> tryTo(store, this::replace);
      case 10 -> tryTo(store, draining ? this::claim : this::replace);
      default -> write();
    }
  }

  private void write() {
    if (random.nextInt(4) == 0) {
      writer.run();
    } else {
      writer.step();
    }
    stages.stream().filter(Future::isDone).forEach(CompletableFuture::join);
    stages.removeIf(Future::isDone);
  }

  /** What a stage promises if it completes; a stage that fails promises nothing. */
  private <T> void when(CompletionStage<T> stage, Consumer<T> promise) {
    stages.add(
        stage
            .handle(
                (result, failure) -> {
                  if (failure == null) {
                    promise.accept(result);
                  }
                  if (failure instanceof StoreFullException) {
                    refusals++;
                  }
                  return failure == null;
                })
            .toCompletableFuture());
  }

  private static void tryTo(SegmentStore store, Consumer<SegmentStore> step) {
    try {
      step.accept(store);
    } catch (StoreException e) {
      assertTrue(
          e instanceof StoreFullException || e.toString().contains("cannot write a body"),
          e::toString);
    }
  }

  private void append(SegmentStore store) {
    List<Draft> drafts = new ArrayList<>();
    List<NewMessage> batch = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Draft draft = draft();
      drafts.add(draft);
      batch.add(message(store, draft));
    }
    promises.handedOver(drafts);
    when(store.append(batch), ids -> promises.accepted(ids, drafts));
  }

  private Draft draft() {
    return draft(random.nextInt(20) == 0 ? 140_000 : random.nextInt(1000));
  }

  private Draft draft(int size) {
    byte[] body = new byte[size];
    int start = random.nextInt();
    for (int i = 0; i < size; i++) {
      body[i] = (byte) (start + i * 31 + (i >> 7)); // no sector is like another
    }
    List<Channel> channels = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      channels.add(CHANNELS.get(random.nextInt(2)));
    }
    return new Draft("m" + names++, new String(body, ISO_8859_1), channels);
  }

  private static NewMessage message(SegmentStore store, Draft draft) {
    Envelope.Builder envelope = Envelope.from(null);
    draft.channels().forEach(c -> envelope.to(Recipient.to(draft.name() + "@example.org")));
    try (BodyWriter body = store.newBody(-1)) {
      body.write(draft.body().getBytes(ISO_8859_1), 0, draft.body().length());
      return new NewMessage(envelope.build(), draft.channels(), body.seal());
    }
  }

  private void claim(SegmentStore store) {
    held.addAll(
        store.claim(
            new ClaimRequest(
                CHANNELS,
                1 + random.nextInt(4),
                Duration.ofDays(1),
                "test",
                FlushMark.NONE,
                random.nextBoolean(),
                null)));
  }

  private void release(SegmentStore store) {
    if (!held.isEmpty()) {
      store.release(List.of(held.remove(random.nextInt(held.size()))));
    }
  }

  private void settle(SegmentStore store) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0 && !held.isEmpty(); i--) {
      Claim claim = held.remove(random.nextInt(held.size()));
      outcomes.add(new Outcome(claim, dispositions(claim, "at last")));
    }
    settle(store, outcomes);
  }

  private void settle(SegmentStore store, List<Outcome> outcomes) {
    outcomes.forEach(outcome -> promises.asked(outcome.claim().id(), fatesAfter(outcome)));
    when(
        store.settle(outcomes),
        settlements -> {
          for (int i = 0; i < outcomes.size(); i++) {
            settled(outcomes.get(i), settlements.get(i));
          }
        });
  }

  private void replace(SegmentStore store) {
    if (!held.isEmpty()) {
      Draft draft = draft(random.nextInt(20) == 0 ? 140_000 : 0); // short ones are torn between
      NewMessage message = message(store, draft);
      Claim claim = held.remove(random.nextInt(held.size()));
      Outcome outcome = new Outcome(claim, dispositions(claim, draft.name()));
      promises.replacing(claim.id(), draft, fatesAfter(outcome));
      when(
          store.settleAndAppend(List.of(outcome), message),
          by ->
              promises.replaced(
                  claim.id(), by.orElseThrow().appended(), draft, fatesAfter(outcome)));
    }
  }

  private List<Disposition> dispositions(Claim claim, String reason) {
    return claim.recipients().stream().map(recipient -> disposed(reason)).toList();
  }

  private Disposition disposed(String reason) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new Disposition.Waits(
              CHANNELS.get(random.nextInt(2)), clock.instant().plusSeconds(60), true, reason);
      case 1 -> new Disposition.Settled(RecipientState.EXPIRED, reason);
      default -> new Disposition.Settled(RecipientState.SENT, reason);
    };
  }

  private void settled(Outcome outcome, Settlement settlement) {
    assertTrue(settlement.accepted());
    promises.promised(outcome.claim().id(), fatesAfter(outcome));
  }

  private static UnaryOperator<List<Fate>> fatesAfter(Outcome outcome) {
    return before -> {
      List<Fate> after = new ArrayList<>(before);
      for (int i = 0; i < outcome.dispositions().size(); i++) {
        after.set(outcome.claim().recipients().get(i), fate(outcome, i));
      }
      return after;
    };
  }

  private static Fate fate(Outcome outcome, int i) {
    int tried = outcome.claim().attempts() + 1;
    if (outcome.dispositions().get(i) instanceof Disposition.Waits waits) {
      return new Fate(RecipientState.WAITING, waits.channel(), tried, waits.reason());
    }
    Disposition.Settled settled = (Disposition.Settled) outcome.dispositions().get(i);
    int attempts = settled.state() == RecipientState.SENT ? tried : tried - 1;
    return new Fate(settled.state(), outcome.claim().channel(), attempts, settled.reason());
  }

  private void cancel(SegmentStore store) {
    List<MessageId> ids = promises.ids().stream().sorted().toList();
    if (!ids.isEmpty()) {
      MessageId id = ids.get(random.nextInt(ids.size()));
      ClaimRequest whole =
          new ClaimRequest(CHANNELS, 9, Duration.ofDays(1), "cancel", FlushMark.NONE, true, id);
      Disposition cancelled = new Disposition.Settled(RecipientState.CANCELLED, "not wanted");
      settle(
          store,
          store.claim(whole).stream()
              .map(claim -> new Outcome(claim, nCopies(claim.recipients().size(), cancelled)))
              .toList());
    }
  }
}
