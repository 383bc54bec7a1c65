package spooler.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;

/**
 * A transport that plays what a test tells it to, and notes every call. Untold, it is a good one:
 * it takes part in flushes, delivers every recipient, and fetches what {@link #holds} put there.
 *
 * <p><b>Threads:</b> scripts are set up before it is added to a spooler, or between its turns; the
 * log may be read at any time.
 */
public final class ScriptedTransport implements TransportProvider {
  final String name;
  final CallLog log;
  final Deque<Function<OutboundMessage, SubmitResult>> submits = new ConcurrentLinkedDeque<>();
  final Deque<EndResult> ends = new ConcurrentLinkedDeque<>();
  final AtomicInteger arrived = new AtomicInteger();
  final Deque<byte[]> waitingMail = new ConcurrentLinkedDeque<>();
  final List<TransportSupport> supports = new ArrayList<>(); // guarded by itself
  AddressTypes types = AddressTypes.of("SMTP");
  Set<LogonOption> options = Set.of();
  boolean marksTheEnd;
  @Nullable String resource;
  volatile @Nullable String lineFault;
  @Nullable Function<OutboundMessage, SubmitResult> always;
  FlushScript onFlush = ScriptedLogon::raiseAsAsked;
  BiConsumer<ScriptedLogon, Set<TransportNotification>> onNotify = (logon, what) -> {};
  private final Map<String, Object> properties = new HashMap<>();
  private @Nullable MapiException logonFails;

  /** What a logon does in FlushQueues. */
  @FunctionalInterface
  public interface FlushScript {
    /** Does it. */
    void run(ScriptedLogon logon, Set<FlushFlag> flags) throws MapiException;
  }

  private ScriptedTransport(String name, CallLog log) {
    this.name = name;
    this.log = log;
    properties.put(NAME, name);
    properties.put(ADDRESS_TYPES, new String[] {"SMTP"});
    properties.put(METHODS, new String[] {ResourceMethod.FLUSH_QUEUES.name()});
    properties.put(ON_DEMAND, true);
  }

  /** A good transport for SMTP that flushes itself and sends only when asked. */
  public static ScriptedTransport named(String name, CallLog log) {
    return new ScriptedTransport(name, log);
  }

  /** Carries these address types. */
  public ScriptedTransport carries(AddressTypes what) {
    types = what;
    properties.put(ADDRESS_TYPES, what.types().toArray(String[]::new));
    return this;
  }

  /** Sets a service property. */
  public ScriptedTransport with(String key, Object value) {
    properties.put(key, value);
    return this;
  }

  /** Its own status object has no FlushQueues. */
  public ScriptedTransport quiet() {
    properties.put(METHODS, new String[0]);
    return this;
  }

  /** Mail is sent as soon as it is there. */
  public ScriptedTransport eager() {
    properties.put(ON_DEMAND, false);
    return this;
  }

  /** Needs this exclusive resource from FlushQueues until it is told the end. */
  public ScriptedTransport needs(String what) {
    resource = what;
    properties.put(RESOURCE, what);
    return this;
  }

  /** Asks for these. */
  public ScriptedTransport asks(LogonOption... what) {
    options = Set.of(what);
    return this;
  }

  /** Refuses to log on. */
  public ScriptedTransport failsToLogOn(MapiException reason) {
    logonFails = reason;
    return this;
  }

  /** Answers the next submissions so, one after the other; then it delivers again. */
  public ScriptedTransport answers(SubmitResult... results) {
    Arrays.stream(results).forEach(result -> submits.add(message -> result));
    return this;
  }

  /** Plays this for the next submission. */
  public ScriptedTransport plays(Function<OutboundMessage, SubmitResult> script) {
    submits.add(script);
    return this;
  }

  /** Plays this for every submission that has no script of its own. */
  public ScriptedTransport alwaysPlays(Function<OutboundMessage, SubmitResult> script) {
    always = script;
    return this;
  }

  /** Answers the next EndMessage calls so; then {@link EndResult#SENT}. */
  public ScriptedTransport endsWith(EndResult... results) {
    ends.addAll(Arrays.asList(results));
    return this;
  }

  /** Plays this in FlushQueues. */
  public ScriptedTransport flushes(FlushScript script) {
    onFlush = script;
    return this;
  }

  /** Plays this after every TransportNotify. */
  public ScriptedTransport afterNotify(
      BiConsumer<ScriptedLogon, Set<TransportNotification>> script) {
    onNotify = script;
    return this;
  }

  /** Mail waits on its far side. */
  public ScriptedTransport holds(String... mail) {
    Arrays.stream(mail).forEach(text -> waitingMail.add(text.getBytes(UTF_8)));
    return this;
  }

  /** Its far side cannot be reached from now on, because of this; null when it can again. */
  public ScriptedTransport lineIsDown(@Nullable String reason) {
    lineFault = reason;
    return this;
  }

  /** Ends its inbound phase as the founding pages have it: by saving an untouched message (R33). */
  public ScriptedTransport marksTheEnd() {
    marksTheEnd = true;
    return this;
  }

  /** Service properties, with this service id and ranking. */
  public Map<String, Object> properties(long serviceId, int ranking) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("service.id", serviceId);
    all.put("service.ranking", ranking);
    return all;
  }

  /** How many messages it has carried of its own accord, without a script. */
  public int arrived() {
    return arrived.get();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The way to the spooler of its first lane. */
  public TransportSupport support() {
    synchronized (supports) {
      return supports.get(0);
    }
  }

  boolean flushesItself() {
    return properties.get(METHODS) instanceof String[] methods
        && Arrays.asList(methods).contains(ResourceMethod.FLUSH_QUEUES.name());
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    log.add(name + ".logon");
    if (logonFails != null) {
      throw logonFails;
    }
    synchronized (supports) {
      supports.add(support);
    }
    return new ScriptedLogon(this, support);
  }

  /** Settles every recipient as delivered. */
  public static SubmitResult deliver(OutboundMessage message) {
    message
        .recipients()
        .forEach(one -> message.settle(one, new RecipientOutcome.Delivered("250 2.0.0 taken")));
    return SubmitResult.OK;
  }
}
