package spooler.testkit.modem;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A modem with Hayes commands, without a telephone line: numbers are answered by a {@link
 * FarSide.Subscriber}, or by the result code that a test wants.
 *
 * <p>It knows E, V, Z, &amp;F, D, A, H, O and +++ with its guard time; everything else is OK unless
 * {@link #reply} says otherwise. All commands are kept, as they came.
 *
 * <p><b>Threads:</b> one for what comes from the computer, one more during a call. Settings may
 * change at any time, from any thread.
 */
public final class HayesModem implements Closeable {
  /** Result codes of V.250 and of custom, with their numbers. */
  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "OK",
          0,
          "CONNECT",
          1,
          "RING",
          2,
          "NO CARRIER",
          3,
          "ERROR",
          4,
          "NO DIALTONE",
          6,
          "BUSY",
          7,
          "NO ANSWER",
          8,
          "CONNECT 9600",
          12);

  private final InputStream fromComputer;
  private final OutputStream toComputer; // guarded by itself
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Map<String, FarSide.Subscriber> subscribers = new ConcurrentHashMap<>();
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final Thread thread;

  private volatile boolean echo = true;
  private volatile boolean verbal = true;
  private volatile boolean mute;
  private volatile String noise = "";
  private volatile Duration guard = Duration.ofMillis(40);
  private volatile long cutAfter = Long.MAX_VALUE;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile FarSide.@Nullable Subscriber caller;
  private volatile @Nullable Call call;
  private volatile boolean late; // words for a far side that has hung up may still come
  private @Nullable Call held; // the modem's thread: on line, but in command state

  /** At the modem's end of a cable. */
  public HayesModem(InputStream fromComputer, OutputStream toComputer) {
    this.fromComputer = fromComputer;
    this.toComputer = toComputer;
    this.thread = new Thread(this::serve, "hayes-modem");
    thread.setDaemon(true);
  }

  /** Switches it on. */
  public HayesModem start() {
    thread.start();
    return this;
  }

  /** Who answers that number. */
  public HayesModem subscriber(String number, FarSide.Subscriber who) {
    subscribers.put(number, who);
    return this;
  }

  /** What is answered to a command that begins so, until it is said otherwise. */
  public HayesModem reply(String command, String result) {
    replies.put(command, result);
    return this;
  }

  /** From now on that is done again which it does by itself. */
  public HayesModem forget(String command) {
    replies.remove(command);
    return this;
  }

  /** Whether it repeats what it is told. */
  public HayesModem echo(boolean on) {
    echo = on;
    return this;
  }

  /** Whether results are words. */
  public HayesModem verbal(boolean on) {
    verbal = on;
    return this;
  }

  /** Whether it is stuck, and says nothing at all. */
  public HayesModem mute(boolean on) {
    mute = on;
    return this;
  }

  /** What stands before every result: ISO 8859-1. */
  public HayesModem noise(String octets) {
    noise = octets;
    return this;
  }

  /** Silence that has to be around +++. */
  public HayesModem guard(Duration silence) {
    guard = silence;
    return this;
  }

  /** The carrier goes after so many octets of a call, both ways together. */
  public HayesModem cutAfter(long octets) {
    cutAfter = octets;
    return this;
  }

  /** Somebody calls: it rings, and who takes the call talks to them. */
  public void ring(FarSide.Subscriber who) {
    caller = who;
    result("RING");
  }

  /** The carrier goes. */
  public void dropCarrier() {
    Call standing = call;
    if (standing != null) {
      late = true;
      standing.end();
      result("NO CARRIER");
    }
  }

  /** Whether there is a carrier. */
  public boolean carrier() {
    return call != null;
  }

  /** How many calls came about. */
  public int calls() {
    return calls.get();
  }

  /** What it was told, as it came: commands, and {@code +++}. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  private void serve() {
    StringBuilder line = new StringBuilder();
    Escape escape = new Escape();
    try {
      for (int c = fromComputer.read(); c >= 0; c = fromComputer.read()) {
        Call standing = call;
        if (standing != null) {
          if (escape.seen(c, fromComputer, guard)) {
            commands.add("+++");
            call = null;
            standing.hold();
            result("OK");
            held = standing;
          } else {
            standing.hear(c);
          }
        } else {
          hear(c, line);
        }
      }
    } catch (IOException unplugged) {
      hangUp();
    }
    hangUp();
  }

  private void hear(int c, StringBuilder line) throws IOException {
    if (echo && !mute) {
      say(new byte[] {(byte) c});
    }
    if (c != '\r') {
      line.append((char) c);
      return;
    }
    String command = (late ? withoutLateWords(line.toString()) : line.toString()).strip();
    line.setLength(0);
    if (!command.isEmpty()) {
      commands.add(command);
      obey(command.toUpperCase(Locale.ROOT));
    }
  }

  /** What was said into a call that was over by then is no command: a modem waits for AT. */
  private String withoutLateWords(String line) {
    int escape = line.lastIndexOf("+++");
    int from = escape < 0 ? line.lastIndexOf("AT") : escape;
    late = from < 0;
    return late ? "" : line.substring(from);
  }

  private void obey(String command) throws IOException {
    for (Map.Entry<String, String> known : replies.entrySet()) {
      if (command.startsWith(known.getKey())) {
        result(known.getValue());
        return;
      }
    }
    if (!command.startsWith("AT")) {
      return;
    }
    if (command.startsWith("ATD")) {
      dial(command.replaceFirst("ATD[TP]?", ""));
    } else if (command.equals("ATA")) {
      FarSide.Subscriber who = caller;
      caller = null;
      connect(who);
    } else {
      set(command);
      result("OK");
    }
  }

  private void set(String command) {
    if (command.startsWith("ATH") || command.startsWith("ATZ")) {
      hangUp();
    }
    if (command.contains("E0") || command.contains("E1")) {
      echo = command.contains("E1");
    }
    if (command.contains("V0") || command.contains("V1")) {
      verbal = command.contains("V1");
    }
  }

  private void dial(String number) throws IOException {
    connect(subscribers.get(number));
  }

  private void connect(FarSide.@Nullable Subscriber who) throws IOException {
    if (who == null) {
      result("NO CARRIER");
      return;
    }
    FarSide far = who.answer();
    calls.incrementAndGet();
    result("CONNECT 9600");
    Call fresh = new Call(far);
    call = fresh;
    fresh.start();
  }

  private void hangUp() {
    for (Call standing : new @Nullable Call[] {call, held}) {
      if (standing != null) {
        standing.end();
      }
    }
    held = null;
  }

  /** Says a result code. */
  private void result(String word) {
    String text = verbal ? "\r\n" + word + "\r\n" : NUMBERS.getOrDefault(word, 4) + "\r";
    try {
      if (!mute) {
        say((noise + text).getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException unplugged) {
      throw new UncheckedIOException(unplugged);
    }
  }

  private void say(byte[] octets) throws IOException {
    synchronized (toComputer) {
      toComputer.write(octets);
      toComputer.flush();
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
    fromComputer.close();
    toComputer.close();
  }

  /** A call that stands. */
  private final class Call {
    private final FarSide far;
    private long carried; // both ways, roughly: the test wants a cut somewhere
    private volatile boolean held;
    private volatile boolean over;

    Call(FarSide far) {
      this.far = far;
    }

    void start() {
      Thread listener = new Thread(this::listen, "hayes-far-side");
      listener.setDaemon(true);
      listener.start();
    }

    private void listen() {
      byte[] block = new byte[512];
      try {
        for (int n = far.says().read(block); n >= 0 && !held; n = far.says().read(block)) {
          byte[] said = Arrays.copyOf(block, n);
          say(said);
          count(n);
        }
      } catch (IOException ended) {
        over = true; // as when it hangs up
      }
      if (!held && call == this) {
        dropCarrier();
      }
    }

    void hear(int c) {
      try {
        far.hears().write(c);
        far.hears().flush();
        count(1);
      } catch (IOException gone) {
        dropCarrier();
      }
    }

    private synchronized void count(int n) {
      carried += n;
      if (carried >= cutAfter && !over) {
        over = true;
        cutAfter = Long.MAX_VALUE;
        dropCarrier();
      }
    }

    void hold() {
      held = true;
    }

    void end() {
      if (call == this) {
        call = null;
      }
      try {
        far.close();
      } catch (IOException unclosed) {
        throw new UncheckedIOException(unclosed);
      }
    }
  }
}
