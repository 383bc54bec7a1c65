package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import spooler.api.transport.UserInteraction;
import spooler.transport.modem.at.Chat;
import spooler.transport.modem.at.ChatScript;
import spooler.transport.modem.at.Modem;
import spooler.transport.modem.at.ModemException;
import spooler.transport.modem.line.Device;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.uucp.UucpCall;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpRefusedException;
import spooler.transport.modem.uucp.UucpSettings;

/**
 * Makes a call: asks the user if that is wanted, opens the device, dials, logs in, and shakes
 * hands.
 *
 * <p><b>Threads:</b> the lane's; the wire may be cut by any. <br>
 * <b>Failure:</b> an {@link IOException} in plain words; nothing is open then.
 */
final class Dialler {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final long RESET_LIMIT_SECONDS = 60;

  private final Shared shared;
  private final ModemSettings settings;
  private final UserInteraction user;
  private final UucpListener listener;
  private final Wire wire;
  private final Device device;

  Dialler(Shared shared, UserInteraction user, UucpListener listener, Wire wire) {
    this.shared = shared;
    this.settings = shared.settings();
    this.user = user;
    this.listener = listener;
    this.wire = wire;
    this.device = settings.line().device(shared.program());
  }

  /** Whom it calls, for people. */
  String far() {
    String peer = settings.uucp().peer();
    return peer + " at " + (settings.dial().dials() ? settings.dial().number() : device);
  }

  /** Calls. */
  Call call() throws IOException {
    shared.blacklist().check(settings.dial().number());
    confirm();
    Map<String, Chat.Secrecy> words = words();
    wire.begin();
    boolean done = false;
    Runnable giveBack = shared.lines().use(settings.resource());
    try {
      Call call = connected(words, giveBack);
      shared.blacklist().worked(settings.dial().number());
      done = true;
      return call;
    } catch (IOException failed) {
      shared.blacklist().failed(settings.dial().number());
      throw new IOException("%s: %s".formatted(far(), failed.getMessage()), failed);
    } finally {
      shared.called();
      if (!done) {
        wire.cut();
        giveBack.run();
      }
    }
  }

  /** Takes a call that comes in. */
  Call answer(Caller caller) throws IOException {
    wire.begin();
    boolean done = false;
    try {
      Port port = wire.use(caller.port());
      Modem modem = caller.rings() ? taken(port) : null;
      SessionLine line = new SessionLine(port, modem != null);
      if (settings.calls().asksForLogin()) {
        new Doorkeeper(line, settings.calls(), wire).letIn();
      }
      UucpCall session =
          UucpCall.answer(
              line,
              settings.uucp().name(),
              settings.uucp().handshakeLimit(),
              this::agreedWith,
              shared.spool(),
              listener);
      LOG.log(Level.INFO, "{0} calls", session.peer());
      done = true;
      return new Call(session.peer(), port, modem, line, session, shared.meter(), caller.done());
    } catch (IOException failed) {
      throw new IOException("a call came in: " + failed.getMessage(), failed);
    } finally {
      shared.called();
      if (!done) {
        wire.cut();
        caller.done().run();
      }
    }
  }

  private Modem taken(Port port) throws IOException {
    Modem modem = new Modem(port, settings.dial().at(), wire);
    int speed = modem.answer();
    LOG.log(Level.INFO, "a call is taken{0}", speed > 0 ? " at " + speed + " bit/s" : "");
    return modem;
  }

  private UucpSettings agreedWith(String name) throws UucpRefusedException {
    if (!name.equals(settings.uucp().peer())) {
      throw new UucpRefusedException(
          UucpRefusedException.Reason.UNKNOWN_SYSTEM, "only %s may call here".formatted(far()));
    }
    return settings.uucp();
  }

  private void confirm() throws IOException {
    if (!settings.login().confirm()) {
      return;
    }
    String answer = user.ask("Call %s now? (yes or no)".formatted(far()), false).orElse("");
    String word = answer.strip().toLowerCase(Locale.ROOT);
    if (!word.equals("yes") && !word.equals("y")) {
      throw new IOException(
          word.isEmpty()
              ? "not dialled: nobody was there to confirm it (confirmDialling)"
              : "not dialled: it was not confirmed");
    }
  }

  private Map<String, Chat.Secrecy> words() throws IOException {
    LoginSettings login = settings.login();
    Map<String, Chat.Secrecy> words = new HashMap<>();
    words.put(ChatScript.LOGIN, login::login);
    if (login.asksForPassword()) {
      String typed =
          user.ask("Password of %s for %s".formatted(login.login(), far()), true).orElse("");
      if (typed.isEmpty()) {
        throw new IOException("not dialled: nobody was there to type the password");
      }
      words.put(ChatScript.PASSWORD, () -> typed);
    } else {
      words.put(ChatScript.PASSWORD, login.password()::reveal);
    }
    return words;
  }

  private Call connected(Map<String, Chat.Secrecy> words, Runnable giveBack) throws IOException {
    Duration limit = settings.dial().at().connectLimit();
    Port port = wire.use(device.open(limit));
    Modem modem = null;
    if (settings.dial().dials()) {
      try {
        modem = dialled(port);
      } catch (ModemException stuck) {
        if (stuck.kind() != ModemException.Kind.SILENT) {
          throw stuck;
        }
        LOG.log(Level.WARNING, "{0}: {1}; it is reset", far(), stuck.getMessage());
        reset(port);
        port = wire.use(device.open(limit));
        modem = dialled(port);
      }
    }
    SessionLine line = new SessionLine(port, modem != null);
    new Chat(settings.login().chat(), words, wire).run(line, settings.login().limit());
    UucpCall session = UucpCall.place(line, settings.uucp(), shared.spool(), listener);
    return new Call(far(), port, modem, line, session, shared.meter(), giveBack);
  }

  private Modem dialled(Port port) throws IOException {
    Modem modem = new Modem(port, settings.dial().at(), wire);
    modem.init();
    LOG.log(Level.INFO, "dialling {0}", far());
    int speed = settings.dial().redial().run(() -> modem.dial(settings.dial().number()), wire);
    LOG.log(Level.INFO, "{0}: connected{1}", far(), speed > 0 ? " at " + speed + " bit/s" : "");
    return modem;
  }

  /** What brings back a device that is stuck, then the pause that it needs. */
  private void reset(Port port) throws IOException {
    for (String step : settings.dial().reset()) {
      switch (step) {
        case DialSettings.DTR -> LOG.log(Level.DEBUG, "DTR dropped: {0}", port.dropDtr());
        case DialSettings.RUN -> run();
        default -> new Modem(port, settings.dial().at(), wire).tell(step);
      }
    }
    port.close();
    wire.pause(settings.dial().resetPause());
  }

  private void run() throws IOException {
    Process program =
        new ProcessBuilder(settings.dial().resetCommand())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      program.getOutputStream().close();
      if (!program.waitFor(RESET_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("resetCommand does not end within " + RESET_LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the device was reset", stopped);
    } finally {
      program.destroyForcibly();
    }
    LOG.log(Level.INFO, "resetCommand ended with exit code {0}", program.exitValue());
  }
}
