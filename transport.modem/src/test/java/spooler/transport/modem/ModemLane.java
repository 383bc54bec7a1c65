package spooler.transport.modem;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;
import spooler.transport.modem.serial.PortProgram;

/** A medium and the spooler's side of it, with a user who answers as the test says. */
final class ModemLane implements TransportSupport, Closeable {
  private final Consumer<StatusRowUpdate> row;
  private final ModemMedium medium;
  private final User user = new User();

  ModemLane(ModemSettings settings, Path folder) {
    this(
        new Shared(
            settings, new PortProgram(folder.resolve("serial")), Clock.systemUTC(), new Lines()));
  }

  ModemLane(Shared shared) {
    this(shared, row -> {});
  }

  /** Whose status row is seen. */
  ModemLane(Shared shared, Consumer<StatusRowUpdate> row) {
    this.row = row;
    this.medium = new ModemMedium(shared, this);
  }

  ModemMedium medium() {
    return medium;
  }

  @Override
  public User user() {
    return user;
  }

  /** All that waits over there, as it came. */
  List<String> fetchAll() throws IOException, MapiException {
    List<String> all = new ArrayList<>();
    while (fetch(all)) {
      // until there is no more
    }
    return all;
  }

  /** The next that waits over there; whether there may be more. */
  boolean fetch(List<String> into) throws IOException, MapiException {
    Fetched message = new Fetched();
    boolean more = medium.receive(message);
    if (message.saved) {
      into.add(message.body.toString(StandardCharsets.US_ASCII));
    }
    return more;
  }

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    row.accept(update);
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {}

  @Override
  public Yield spoolerYield() {
    return Yield.CONTINUE;
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) {
    throw new UnsupportedOperationException("the medium leaves that to its logon");
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void close() {
    medium.close();
  }

  /** Who is asked. */
  static final class User implements UserInteraction {
    private final Queue<Optional<String>> answers = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();

    /** In this order; an empty one is that nobody is there. */
    void answers(String... given) {
      for (String answer : given) {
        answers.add(Optional.of(answer).filter(word -> !word.isEmpty()));
      }
    }

    List<String> questions() {
      return questions;
    }

    @Override
    public Optional<String> ask(String question, boolean secret) {
      questions.add(secret ? question + " (secret)" : question);
      Optional<String> answer = answers.poll();
      if (answer == null) {
        throw new AssertionError("asked once too often: " + question);
      }
      return answer;
    }
  }

  private static final class Fetched implements InboundMessage {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean saved;

    @Override
    public OutputStream body() {
      return body;
    }

    @Override
    public void setSender(@Nullable Address sender) {}

    @Override
    public void addRecipient(Recipient recipient) {}

    @Override
    public void save() {
      saved = true;
    }

    @Override
    public boolean touched() {
      return saved;
    }

    @Override
    public void assignRef(MessageRef ref) {}
  }
}
