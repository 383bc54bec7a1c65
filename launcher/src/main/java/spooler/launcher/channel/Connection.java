package spooler.launcher.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Commands;

/**
 * One client and its command.
 *
 * <p><b>Threads:</b> one listens; the command has its own, and is the only one that asks. <br>
 * <b>Failure:</b> a client that has gone interrupts its command.
 */
final class Connection {
  /** Completes words, for the completion of the operating system's shell. */
  private static final String COMPLETE = "complete";

  private final Wire wire;
  private final String secret;
  private final CommandSource commands;
  private final Consumer<Connection> ended;
  private final BlockingQueue<Frame> replies = new ArrayBlockingQueue<>(1);
  private volatile @Nullable Thread command;
  private volatile @Nullable Runnable onInterrupt;

  /**
   * A connection that was accepted.
   *
   * @param secret what the client has to know
   * @param ended is told at its end
   */
  Connection(Wire wire, String secret, CommandSource commands, Consumer<Connection> ended) {
    this.wire = wire;
    this.secret = secret;
    this.commands = commands;
    this.ended = ended;
  }

  void start() {
    Server.daemon(this::listen, "command line").start();
  }

  /** Says why nothing is done. */
  void refuse(String why) {
    try {
      wire.send(Frame.of(Frame.Kind.ERR, "spooler: " + why + "\n"));
      wire.send(Frame.of(Frame.Kind.EXIT, Commands.FAILED));
    } catch (IOException gone) {
      // then it needs no answer
    }
    end();
  }

  void closeUnlessGreeted() {
    if (command == null) {
      end();
    }
  }

  private void listen() {
    try {
      Greeting greeting = Greeting.of(wire.receive());
      if (isOwner(greeting)) {
        Thread thread = Server.daemon(() -> run(greeting), "command");
        command = thread;
        thread.start();
        while (true) {
          take(wire.receive());
        }
      }
    } catch (IOException gone) {
      // or was closed here, or speaks another language: either way its command ends
    } finally {
      end();
    }
  }

  private boolean isOwner(Greeting greeting) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8),
        greeting.secret().getBytes(StandardCharsets.UTF_8));
  }

  private void take(Frame frame) throws IOException {
    switch (frame.kind()) {
      case INTERRUPT -> interrupted();
      case DATA, REFUSED -> {
        if (!replies.offer(frame)) {
          throw new IOException("nobody asked for that");
        }
      }
      default -> throw new IOException("a client does not say " + frame.kind());
    }
  }

  private void interrupted() {
    Runnable task = onInterrupt;
    Thread running = command;
    if (task != null) {
      task.run();
    } else if (running != null) {
      running.interrupt();
    }
  }

  /** What Ctrl-C does from now on; null for ending the command. */
  void onInterrupt(@Nullable Runnable task) throws IOException {
    onInterrupt = task;
    send(Frame.of(Frame.Kind.WATCH, task == null ? 0 : 1));
  }

  void send(Frame frame) throws IOException {
    wire.send(frame);
  }

  /** Asks the client, and waits for its reply. */
  Frame ask(Frame question) throws IOException {
    send(question);
    try {
      return replies.take();
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", gone);
    }
  }

  private void run(Greeting greeting) {
    try {
      RemoteConsole console = new RemoteConsole(this, greeting);
      int code = run(greeting.words(), console);
      console.flush();
      send(Frame.of(Frame.Kind.EXIT, code));
    } catch (IOException | TimeoutException failed) {
      refuse(String.valueOf(failed.getMessage()));
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private int run(List<String> words, RemoteConsole console)
      throws InterruptedException, TimeoutException {
    Commands now = commands.get();
    if (words.isEmpty() || !words.get(0).equals(COMPLETE)) {
      return now.run(words, console);
    }
    now.complete(words.subList(1, words.size())).forEach(console.out()::println);
    return Commands.OK;
  }

  /** Ends the connection and interrupts the command; does nothing when it has ended. */
  void end() {
    ended.accept(this);
    wire.close();
    Thread running = command;
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
    }
  }
}
